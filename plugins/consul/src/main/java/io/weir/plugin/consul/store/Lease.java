package io.weir.plugin.consul.store;

import java.time.Duration;

/**
 * How long the lock of a dead holder stays, in Consul's terms. A session that is not renewed ends
 * after its TTL at the earliest and after twice the TTL at the latest; for the lock delay after it
 * nobody gets the lock, so that a save that was under way when the lock was lost is over before the
 * next holder reads. Both together make the lease, or a little more where Consul allows no less.
 *
 * @param ttl of the session: 10 s to one day
 * @param delay of its locks: 1 s to 10 s, which is longer than any call is waited for
 */
record Lease(Duration ttl, Duration delay) {
  private static final Duration SHORTEST_TTL = Duration.ofSeconds(10);
  private static final Duration LONGEST_TTL = Duration.ofDays(1);
  private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

  /** A sixth of a lease is for the delay. */
  private static final int SHARE = 6;

  static Lease of(Duration lease) {
    Duration delay = within(lease.dividedBy(SHARE), SHORTEST_DELAY, LONGEST_DELAY);
    return new Lease(within(lease.minus(delay).dividedBy(2), SHORTEST_TTL, LONGEST_TTL), delay);
  }

  private static Duration within(Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0) {
      return least;
    }
    return value.compareTo(most) > 0 ? most : value;
  }

  /** How often the session is renewed. */
  Duration renewal() {
    return ttl.dividedBy(2);
  }
}
