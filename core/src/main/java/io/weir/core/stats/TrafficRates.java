package io.weir.core.stats;

/**
 * How fast bytes go through a server or a backend: the mean over the last 2 s. A {@link
 * RateSampler} works it out beside the data path, so that reading is one look at memory and
 * counting knows nothing of time.
 */
public final class TrafficRates {
  private static final double NANOS_PER_SECOND = 1e9;

  private final TrafficCounters counters;

  // The two samples before the newest, which only the sampler touches: a ring whose older entry is
  // 2 s old when the next sample is taken.
  private final long[] times = new long[RateSampler.SAMPLES];
  private final long[] rxThen = new long[RateSampler.SAMPLES];
  private final long[] txThen = new long[RateSampler.SAMPLES];
  private int next;

  private volatile long rxPerSecond;
  private volatile long txPerSecond;

  /** Rates that nobody samples: they stay 0. */
  public static TrafficRates unsampled(TrafficCounters counters) {
    return new TrafficRates(counters, 0);
  }

  TrafficRates(TrafficCounters counters, long nanoTime) {
    this.counters = counters;
    long rx = counters.rx();
    long tx = counters.tx();
    for (int i = 0; i < RateSampler.SAMPLES; i++) {
      times[i] = nanoTime;
      rxThen[i] = rx;
      txThen[i] = tx;
    }
  }

  /** Bytes per second from backends to clients. */
  public long rxPerSecond() {
    return rxPerSecond;
  }

  /** Bytes per second from clients to backends. */
  public long txPerSecond() {
    return txPerSecond;
  }

  /** Bytes per second in both directions. */
  public long bytesPerSecond() {
    return rxPerSecond + txPerSecond;
  }

  void sample(long nanoTime) {
    long elapsed = nanoTime - times[next];
    if (elapsed <= 0) {
      return;
    }
    long rx = counters.rx();
    long tx = counters.tx();
    rxPerSecond = perSecond(rx - rxThen[next], elapsed);
    txPerSecond = perSecond(tx - txThen[next], elapsed);
    times[next] = nanoTime;
    rxThen[next] = rx;
    txThen[next] = tx;
    next = (next + 1) % RateSampler.SAMPLES;
  }

  private static long perSecond(long bytes, long nanos) {
    return Math.round(bytes * NANOS_PER_SECOND / nanos);
  }
}
