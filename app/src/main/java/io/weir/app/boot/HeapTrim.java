package io.weir.app.boot;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.core.lifecycle.Service;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the heap collected before it grows for nothing. The serial collector clears the young objects
 * away and rather makes the heap larger, up to its limit, than look through the old ones, of which
 * each connection that was open for a while leaves a few. So a process that holds 10 MB would in
 * days come to hold gigabytes. Looking through so small a heap takes 10 to 20 ms, once in many
 * minutes under full load and never without.
 */
final class HeapTrim implements Service {
  private static final Duration PERIOD = Duration.ofSeconds(10);

  /** Below this much in use nothing is done. */
  static final long LEAST = 48L << 20;

  /** How many times what the last collection left. */
  static final int GROWTH = 3;

  private final EventLoop loop;
  private final LongSupplier used;
  private final Runnable collection;

  /** Written by the loop only. */
  private long limit = LEAST;

  private volatile @Nullable ScheduledFuture<?> schedule;

  /** One for this process' heap; whichever loop it looks from, a collection stops them all. */
  static HeapTrim of(EventLoop loop) {
    Runtime runtime = Runtime.getRuntime();
    return new HeapTrim(loop, () -> runtime.totalMemory() - runtime.freeMemory(), System::gc);
  }

  /** One for any heap. */
  HeapTrim(EventLoop loop, LongSupplier used, Runnable collection) {
    this.loop = loop;
    this.used = used;
    this.collection = collection;
  }

  @Override
  public String name() {
    return "heap trim";
  }

  @Override
  public void start() {
    schedule =
        loop.scheduleWithFixedDelay(
            this::look, PERIOD.toNanos(), PERIOD.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void stop() {
    ScheduledFuture<?> scheduled = schedule;
    if (scheduled != null) {
      scheduled.cancel(false);
    }
  }

  /** Collects if there may be much to gain. */
  void look() {
    if (used.getAsLong() > limit) {
      collection.run();
      limit = Math.max(LEAST, GROWTH * used.getAsLong());
    }
  }
}
