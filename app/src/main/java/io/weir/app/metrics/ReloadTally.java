package io.weir.app.metrics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What reloads came to. */
public final class ReloadTally {
  private final InstantSource clock;
  private final Map<Result, LongAdder> counts = new TreeMap<>();
  private volatile boolean lastApplied = true;
  private volatile Instant appliedAt;

  /** How a reload ends. */
  public enum Result {
    /** weir goes on by the new configuration. */
    APPLIED,
    /** The new configuration cannot be used. */
    REFUSED,
    /** A fault in weir. */
    FAILED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** None yet; the configuration of the start counts as applied now. */
  public ReloadTally(InstantSource clock) {
    this.clock = clock;
    this.appliedAt = clock.instant();
    for (Result result : Result.values()) {
      counts.put(result, new LongAdder());
    }
  }

  /** Counts one. */
  public void ended(Result result) {
    lastApplied = result == Result.APPLIED;
    if (lastApplied) {
      appliedAt = clock.instant();
    }
    LongAdder count = counts.get(result);
    if (count != null) {
      count.increment();
    }
  }

  long count(Result result) {
    LongAdder count = counts.get(result);
    return count == null ? 0 : count.sum();
  }

  boolean lastApplied() {
    return lastApplied;
  }

  Instant appliedAt() {
    return appliedAt;
  }
}
