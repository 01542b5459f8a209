package io.weir.core.pool;

import java.util.concurrent.atomic.LongAdder;

/** How often what keeps a pool going has failed, over all changes of its configuration. */
public final class PoolFailures {
  private final LongAdder discoveries = new LongAdder();
  private final LongAdder checks = new LongAdder();

  PoolFailures() {}

  /** Look-ups and watches of the discovery that failed or took too long. */
  public long discoveries() {
    return discoveries.sum();
  }

  /** Health checks that did not find a backend well, failed or took too long. */
  public long checks() {
    return checks.sum();
  }

  void discoveryFailed() {
    discoveries.increment();
  }

  void checkFailed() {
    checks.increment();
  }
}
