package io.weir.core.stats;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lets one of many events through per period and counts the others, so that what happens once per
 * connection can be logged without a line per connection.
 */
public final class Throttle {
  private final long periodNanos;
  private final AtomicLong next;
  private final LongAdder held = new LongAdder();

  /**
   * Lets the first event through.
   *
   * @param periodNanos how long nothing passes after an event has
   * @param nowNanos the time now
   */
  public Throttle(long periodNanos, long nowNanos) {
    this.periodNanos = periodNanos;
    this.next = new AtomicLong(nowNanos);
  }

  /** Whether an event may pass; if not, it is counted. */
  public boolean pass(long nowNanos) {
    long due = next.get();
    if (nowNanos - due >= 0 && next.compareAndSet(due, nowNanos + periodNanos)) {
      return true;
    }
    held.increment();
    return false;
  }

  /** How many were held back since this was last asked. */
  public long takeHeld() {
    return held.sumThenReset();
  }
}
