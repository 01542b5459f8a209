package io.weir.core.transport;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * The timers of one event loop. They wait in a {@link TimerWheel}, because a connection's time-outs
 * are begun and cancelled far more often than they run out; the loop itself is asked only for the
 * wheel's next turn. To be called on the loop's thread.
 */
public final class LoopTimers {
  private final EventLoop eventLoop;
  private final TimerWheel wheel = new TimerWheel(System.nanoTime());
  private final Runnable turn = this::turn;
  private long nextTurn = Long.MAX_VALUE;

  /** Begins without a timer. */
  public LoopTimers(EventLoop eventLoop) {
    this.eventLoop = eventLoop;
  }

  /**
   * Runs a task after a time, up to 17 ms late.
   *
   * @param nanos from now
   */
  public Loop.Timer schedule(long nanos, Runnable task) {
    long now = System.nanoTime();
    // What is further away than the wheel's clock reaches never comes.
    long due = nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE >> 1 : now + nanos;
    Loop.Timer timer = wheel.add(due, task);
    arm(now);
    return timer;
  }

  private void arm(long now) {
    long next = wheel.nextNanos();
    if (next < nextTurn) {
      nextTurn = next;
      eventLoop.schedule(turn, Math.max(0, next - now), TimeUnit.NANOSECONDS);
    }
  }

  private void turn() {
    nextTurn = Long.MAX_VALUE;
    wheel.advance(System.nanoTime());
    arm(System.nanoTime());
  }
}
