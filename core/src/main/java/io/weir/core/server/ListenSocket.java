package io.weir.core.server;

import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bound address, and who its clients are handed to. It outlives the settings and even the server
 * that it was bound for: a client that waits in the kernel's queue is served by whoever has the
 * address when it is accepted.
 */
final class ListenSocket implements StreamAcceptor {
  private volatile Holding holding;

  /**
   * Who has it.
   *
   * @param entering clients that are being handed over at this moment, on whatever event loop
   */
  private record Holding(StreamAcceptor holder, AtomicInteger entering) {
    Holding(StreamAcceptor holder) {
      this(holder, new AtomicInteger());
    }
  }

  ListenSocket(StreamAcceptor holder) {
    this.holding = new Holding(holder);
  }

  @Override
  public void accepted(StreamSocket client) {
    Holding now = entered();
    try {
      now.holder().accepted(client);
    } finally {
      now.entering().decrementAndGet();
    }
  }

  private Holding entered() {
    while (true) {
      Holding now = holding;
      now.entering().incrementAndGet();
      if (now.equals(holding)) {
        return now;
      }
      now.entering().decrementAndGet();
    }
  }

  StreamAcceptor holder() {
    return holding.holder();
  }

  /**
   * Hands it on. When this returns the old holder gets no client any more, so it may go. Not to be
   * called on an event loop: it waits for those that are handing a client over.
   */
  void handTo(StreamAcceptor newHolder) {
    Holding old = holding;
    holding = new Holding(newHolder);
    while (old.entering().get() != 0) {
      Thread.onSpinWait();
    }
  }
}
