package io.weir.core.server;

import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamSocket;

/**
 * A bound address, and who its clients are handed to. It outlives the settings and even the server
 * that it was bound for: a client that waits in the kernel's queue is served by whoever has the
 * address when it is accepted.
 */
final class ListenSocket implements StreamAcceptor {
  private volatile StreamAcceptor holder;

  ListenSocket(StreamAcceptor holder) {
    this.holder = holder;
  }

  @Override
  public void accepted(StreamSocket client) {
    holder.accepted(client);
  }

  StreamAcceptor holder() {
    return holder;
  }

  void handTo(StreamAcceptor newHolder) {
    holder = newHolder;
  }
}
