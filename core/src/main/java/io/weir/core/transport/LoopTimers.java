package io.weir.core.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one event loop. They wait in a {@link TimerWheel}, because a connection's time-outs
 * are begun and cancelled far more often than they run out; the loop itself is asked only for the
 * wheel's next turn. To be called on the loop's thread.
 */
public final class LoopTimers {
  private final Alarm alarm;
  private final LongSupplier clock;
  private final TimerWheel wheel;
  private final Runnable turn = this::turn;
  private Loop.@Nullable Timer next;
  private long nextTurn = Long.MAX_VALUE;

  /** Wakes the loop up once. */
  @FunctionalInterface
  interface Alarm {
    Loop.Timer ring(long afterNanos, Runnable task);
  }

  /** Begins without a timer. */
  public LoopTimers(EventLoop eventLoop) {
    this(
        (after, task) -> {
          ScheduledFuture<?> future = eventLoop.schedule(task, after, TimeUnit.NANOSECONDS);
          return () -> future.cancel(false);
        },
        System::nanoTime);
  }

  LoopTimers(Alarm alarm, LongSupplier clock) {
    this.alarm = alarm;
    this.clock = clock;
    this.wheel = new TimerWheel(clock.getAsLong());
  }

  /**
   * Runs a task after a time, up to 17 ms late.
   *
   * @param nanos from now
   */
  public Loop.Timer schedule(long nanos, Runnable task) {
    long now = clock.getAsLong();
    // What is further away than the clock reaches never comes.
    long due = nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE >> 1 : now + nanos;
    Loop.Timer timer = wheel.add(due, task);
    plan(now);
    return timer;
  }

  /** One turn is planned at a time: a second one would plan a third, and they would never end. */
  private void plan(long now) {
    long wanted = wheel.nextNanos();
    if (wanted >= nextTurn) {
      return;
    }
    if (next != null) {
      next.cancel();
    }
    nextTurn = wanted;
    next = alarm.ring(Math.max(0, wanted - now), turn);
  }

  private void turn() {
    next = null;
    nextTurn = Long.MAX_VALUE;
    wheel.advance(clock.getAsLong());
    plan(clock.getAsLong());
  }
}
