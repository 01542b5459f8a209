package io.weir.core.server;

import io.weir.core.lifecycle.Handover;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamSocket;

/**
 * A bound address, and who its clients are handed to. It outlives the settings and even the server
 * that it was bound for: a client that waits in the kernel's queue is served by whoever has the
 * address when it is accepted.
 */
final class ListenSocket implements StreamAcceptor {
  private final Handover<StreamAcceptor> holder;

  ListenSocket(StreamAcceptor holder) {
    this.holder = new Handover<>(holder);
  }

  @Override
  public void accepted(StreamSocket client) {
    holder.use(now -> now.accepted(client));
  }

  StreamAcceptor holder() {
    return holder.current();
  }

  /**
   * Hands it on. When this returns the old holder gets no client any more, so it may go. Not to be
   * called on an event loop: it waits for those that are handing a client over.
   */
  void handTo(StreamAcceptor newHolder) {
    holder.exchange(newHolder);
  }
}
