package io.weir.core.pool;

import io.weir.core.plugin.CallScheduler;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time by which a pool's members change their state.
 *
 * @param nanos nanoseconds from an arbitrary moment
 * @param timers run things later
 */
record PoolClock(LongSupplier nanos, Timers timers) {
  /** The system's, for a pool that has no scheduler. */
  static final PoolClock SYSTEM =
      new PoolClock(
          System::nanoTime,
          (delay, task) -> {
            CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, Runnable::run)
                .execute(task);
            return () -> {};
          });

  /** Runs things later. */
  @FunctionalInterface
  interface Timers {
    /**
     * Runs something once.
     *
     * @param nanos from now
     * @param task brief, never blocks
     */
    CallScheduler.Timer after(long nanos, Runnable task);
  }

  static PoolClock of(Scheduler scheduler) {
    return new PoolClock(scheduler::nanoTime, scheduler::after);
  }

  long nanoTime() {
    return nanos.getAsLong();
  }

  /** The time of day. */
  Instant now() {
    return Instant.now();
  }

  /** Runs something once, {@code delay} nanoseconds from now. */
  CallScheduler.Timer after(long delay, Runnable task) {
    return timers.after(delay, task);
  }
}
