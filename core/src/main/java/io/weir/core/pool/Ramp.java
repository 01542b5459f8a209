package io.weir.core.pool;

/**
 * How a member's share of the connections grows in slow start: in proportion to the time, from a
 * tenth on.
 *
 * @param from when it begins, by {@link System#nanoTime}'s kind of clock
 * @param nanos how long it takes; above 0
 */
record Ramp(long from, long nanos) {
  private static final double LEAST = 0.1;

  /**
   * Whether it is among as many as the share is.
   *
   * @param number of a client and a member; whoever is among them stays so while the share grows
   */
  boolean takes(int number, long now) {
    int scattered = (number ^ number >>> 16) * 0x85EBCA6B;
    scattered = (scattered ^ scattered >>> 13) * 0xC2B2AE35;
    return Integer.toUnsignedLong(scattered ^ scattered >>> 16) < share(now) * 0x1p32;
  }

  /** The share at a moment, from 0.1 to 1. */
  double share(long now) {
    return Math.clamp((double) (now - from) / nanos, LEAST, 1.0);
  }
}
