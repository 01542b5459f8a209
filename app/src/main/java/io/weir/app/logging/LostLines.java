package io.weir.app.logging;

import java.util.concurrent.atomic.AtomicLong;

/** Lines that did not reach their output: how many in all, and how many nobody has been told of. */
final class LostLines {
  private final AtomicLong total = new AtomicLong();
  private final AtomicLong untold = new AtomicLong();

  void add(long lines) {
    total.addAndGet(lines);
    untold.addAndGet(lines);
  }

  long total() {
    return total.get();
  }

  boolean hasUntold() {
    return untold.get() > 0;
  }

  /** How many are to be told of now; from then on they have been. */
  long takeUntold() {
    return untold.getAndSet(0);
  }
}
