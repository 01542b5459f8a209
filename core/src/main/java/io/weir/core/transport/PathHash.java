package io.weir.core.transport;

import java.security.SecureRandom;

/**
 * Hashes where datagrams come from. Its secret is drawn anew for every transport, so that nobody
 * can choose addresses that collide and so make look-ups slow.
 */
public final class PathHash {
  /** The fractional part of the golden ratio, by which neighbours end far apart. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final long first;
  private final long second;

  /** Draws a secret. */
  public PathHash() {
    SecureRandom random = new SecureRandom();
    this.first = random.nextLong() | 1;
    this.second = random.nextLong() | 1;
  }

  /** Begins a hash. */
  public long begin() {
    return first;
  }

  /**
   * Goes on with some more of what is hashed: a folded product that only the secret can predict.
   */
  public long with(long hash, long value) {
    long a = hash ^ value;
    long b = second + SPREAD * (value >>> 32 ^ value << 32);
    return a * (b | 1) ^ Math.unsignedMultiplyHigh(a, b | 1);
  }

  /** Ends it. */
  public int end(long hash) {
    long mixed = hash * SPREAD;
    return (int) (mixed ^ mixed >>> 32);
  }
}
