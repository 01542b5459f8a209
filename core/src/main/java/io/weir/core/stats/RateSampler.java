package io.weir.core.stats;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Turns counters into rates for a whole process: once a {@link #PERIOD} it looks at every counter
 * it follows. One sampler for all keeps the clock away from the paths that count.
 */
public final class RateSampler {
  /** Time from one {@link #sample} to the next. */
  public static final Duration PERIOD = Duration.ofSeconds(1);

  /** Periods over which a rate is the mean: gobetween's rates are over 2 s. */
  static final int SAMPLES = 2;

  private final LongSupplier nanoTime;
  private final Set<TrafficRates> followed = ConcurrentHashMap.newKeySet();

  /**
   * Makes a sampler; whoever owns it has {@link #sample} called every {@link #PERIOD}.
   *
   * @param nanoTime the clock
   */
  public RateSampler(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Begins to work out the rates of some counters, until {@link #forget}. */
  public TrafficRates follow(TrafficCounters counters) {
    TrafficRates rates = new TrafficRates(counters, nanoTime.getAsLong());
    followed.add(rates);
    return rates;
  }

  /** Ends it: the rates keep the values they had last. */
  public void forget(TrafficRates rates) {
    followed.remove(rates);
  }

  /** Looks at every counter. Calls never overlap. */
  public void sample() {
    long now = nanoTime.getAsLong();
    for (TrafficRates rates : followed) {
      rates.sample(now);
    }
  }
}
