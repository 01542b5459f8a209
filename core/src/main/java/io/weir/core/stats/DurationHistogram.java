package io.weir.core.stats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long something took, over all the times it happened: a count per bucket. The buckets are
 * fixed, so that counting never locks and never allocates. A reader that meets a writer may see a
 * time in its bucket and not yet in the sum, never the other way round.
 */
public final class DurationHistogram {
  private static final double NANOS_PER_SECOND = 1e9;

  private final long[] bounds;
  private final LongAdder[] counts;
  private final LongAdder sum = new LongAdder();

  /**
   * What was counted until some moment.
   *
   * @param upperBounds of the buckets, in seconds and ascending; a time on a bound belongs to the
   *     bucket it ends; the last is infinite
   * @param counts how many times fell into each bucket, smaller ones not included
   * @param sumSeconds all times added up
   */
  public record Snapshot(List<Double> upperBounds, List<Long> counts, double sumSeconds) {

    /** Copies the lists. */
    public Snapshot {
      upperBounds = List.copyOf(upperBounds);
      counts = List.copyOf(counts);
    }

    /** How many times there were. */
    public long count() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Counts nothing yet.
   *
   * @param upperBounds of the buckets, ascending; a last one without a bound is added
   */
  public DurationHistogram(Duration... upperBounds) {
    bounds = new long[upperBounds.length];
    counts = new LongAdder[upperBounds.length + 1];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = upperBounds[i].toNanos();
      if (i > 0 && bounds[i] <= bounds[i - 1]) {
        throw new IllegalArgumentException(
            "upperBounds: " + List.of(upperBounds) + " (expected: ascending)");
      }
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Counts a time; a negative one as 0. */
  public void record(long nanos) {
    counts[bucketOf(nanos)].increment();
    sum.add(Math.max(0, nanos));
  }

  private int bucketOf(long nanos) {
    int bucket = 0;
    while (bucket < bounds.length && nanos > bounds[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** What has been counted so far. */
  public Snapshot snapshot() {
    double sumSeconds = sum.sum() / NANOS_PER_SECOND;
    List<Double> upperBounds = new ArrayList<>();
    List<Long> now = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      upperBounds.add(i < bounds.length ? bounds[i] / NANOS_PER_SECOND : Double.POSITIVE_INFINITY);
      now.add(counts[i].sum());
    }
    return new Snapshot(upperBounds, now, sumSeconds);
  }
}
