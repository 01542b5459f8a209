package io.weir.core.transport;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Closes a listening socket without resetting a client. Clients may still wait in the kernel's
 * queue; so it goes on accepting until {@link #QUIET_TURNS} turns of the event loop in a row have
 * found none. One would do for clients in the queue; but on a busy machine the last packet of a
 * handshake, after which a client believes to be connected, can be some milliseconds late.
 */
public final class QuietClose {
  /** A task that is due later than now runs after the loop has looked at its sockets. */
  private static final long ONE_TURN_MILLIS = 1;

  private static final int QUIET_TURNS = 25;

  /** So that a storm of new clients cannot keep it open. */
  private static final int MOST_TURNS = 500;

  private final EventLoop loop;
  private final LongSupplier accepted;
  private final Runnable close;

  /**
   * About one listening socket.
   *
   * @param loop where it accepts
   * @param accepted how many clients it has accepted so far; asked on the loop
   * @param close closes it; called on the loop
   */
  public QuietClose(EventLoop loop, LongSupplier accepted, Runnable close) {
    this.loop = loop;
    this.accepted = accepted;
    this.close = close;
  }

  /** Begins. May be called from any thread, once. */
  public void begin() {
    loop.execute(() -> closeWhenQuiet(0, MOST_TURNS));
  }

  private void closeWhenQuiet(int quietTurns, int turnsLeft) {
    if (quietTurns == QUIET_TURNS || turnsLeft == 0) {
      close.run();
      return;
    }
    long before = accepted.getAsLong();
    afterTurn(
        loop,
        () -> closeWhenQuiet(accepted.getAsLong() == before ? quietTurns + 1 : 0, turnsLeft - 1));
  }

  /** Runs a task once the loop has looked at its sockets again. */
  public static void afterTurn(EventLoop loop, Runnable task) {
    loop.schedule(task, ONE_TURN_MILLIS, TimeUnit.MILLISECONDS);
  }
}
