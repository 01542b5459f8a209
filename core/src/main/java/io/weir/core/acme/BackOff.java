package io.weir.core.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after an attempt that failed. Four attempts fall into the first hour, which
 * stays below the five failed validations an hour that Let's Encrypt allows for a name.
 */
final class BackOff {
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(25),
          Duration.ofHours(2),
          Duration.ofHours(6));

  /**
   * The longest wait, whatever an authority says of later: as long as the longest of Let's
   * Encrypt's rate limits. What is beyond that is a mistake, and would let certificates expire.
   */
  static final Duration LONGEST = Duration.ofDays(7);

  private BackOff() {}

  /**
   * When to try again.
   *
   * @param failures attempts in a row that failed, at least 1
   * @param draw at least 0 and below 1; makes the wait longer by up to a fifth
   * @param retryAfter before when the authority does not want to hear of it, for no longer than
   *     {@link #LONGEST}; null if it has not said
   */
  static Instant next(Instant now, int failures, double draw, @Nullable Instant retryAfter) {
    Duration wait = WAITS.get(Math.min(failures, WAITS.size()) - 1);
    Instant next = now.plus(wait).plusMillis((long) (wait.toMillis() * draw / 5));
    if (retryAfter == null || retryAfter.isBefore(next)) {
      return next;
    }
    Instant latest = now.plus(LONGEST);
    return retryAfter.isAfter(latest) ? latest : retryAfter;
  }
}
