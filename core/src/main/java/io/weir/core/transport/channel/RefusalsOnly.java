package io.weir.core.transport.channel;

import io.weir.core.transport.BackendReceiver;
import io.weir.core.transport.Datagram;

/** Keeps a backend's datagrams from a receiver that wants to hear of refusals only. */
record RefusalsOnly(BackendReceiver receiver) implements BackendReceiver {

  @Override
  public void received(Datagram datagram) {}

  @Override
  public void refused() {
    receiver.refused();
  }

  @Override
  public void unsent(Datagram datagram) {
    receiver.unsent(datagram);
  }
}
