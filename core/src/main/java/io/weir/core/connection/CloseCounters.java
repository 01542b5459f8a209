package io.weir.core.connection;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How many connections ended for each reason. */
public final class CloseCounters {
  private final Map<CloseReason, LongAdder> byReason = new EnumMap<>(CloseReason.class);

  /** All zero. */
  public CloseCounters() {
    for (CloseReason reason : CloseReason.values()) {
      byReason.put(reason, new LongAdder());
    }
  }

  void count(CloseReason reason) {
    adder(reason).increment();
  }

  /** How many ended for this reason. */
  public long of(CloseReason reason) {
    return adder(reason).sum();
  }

  private LongAdder adder(CloseReason reason) {
    return Objects.requireNonNull(byReason.get(reason));
  }
}
