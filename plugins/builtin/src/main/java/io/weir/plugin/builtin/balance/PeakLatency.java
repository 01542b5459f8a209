package io.weir.plugin.builtin.balance;

/**
 * How long connecting to one backend takes: an exponentially weighted moving average that follows a
 * slower answer at once and a faster one by and by ("peak EWMA", as in Finagle). Without answers it
 * falls, so that a backend that was slow is tried again. Several event loops use it; an update that
 * is lost among them does no harm.
 */
final class PeakLatency {
  private final double decayNanos;
  private volatile double average;
  private volatile long updated;

  /**
   * Nothing is known yet, which counts as fast.
   *
   * @param decayNanos after this time without an answer the average has fallen to 1/e
   */
  PeakLatency(long decayNanos, long now) {
    this.decayNanos = decayNanos;
    this.updated = now;
  }

  void add(long nanos, long now) {
    double left = left(now);
    double faded = average * left;
    average = nanos > faded ? nanos : faded + nanos * (1 - left);
    updated = now;
  }

  /** The average in nanoseconds. */
  double at(long now) {
    return average * left(now);
  }

  /** What is left of the average after the time since it was updated; 1 at most. */
  private double left(long now) {
    return Math.exp(Math.min(0, updated - now) / decayNanos);
  }

  /** When it was last heard of. */
  long updated() {
    return updated;
  }
}
