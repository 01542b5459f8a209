package io.weir.core.stats;

import java.time.Duration;

/**
 * How long the connections of a server took.
 *
 * <p>Connect times are counted for connections that reached a backend, in buckets up to 100 µs, 250
 * µs, 500 µs and so on to 10 s. Lengths are counted for every connection that ended, in buckets up
 * to 1 ms, 10 ms, 100 ms, 1 s, 5 s, 10 s, 30 s, 1 min, 5 min, 15 min, 1 h, 4 h and 1 day.
 */
public final class ConnectionTimes {
  private final DurationHistogram connect =
      new DurationHistogram(
          Duration.ofNanos(100_000),
          Duration.ofNanos(250_000),
          Duration.ofNanos(500_000),
          Duration.ofMillis(1),
          Duration.ofNanos(2_500_000),
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ofMillis(25),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(2500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10));
  private final DurationHistogram length =
      new DurationHistogram(
          Duration.ofMillis(1),
          Duration.ofMillis(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofDays(1));

  /**
   * From the choice of the first backend to a connected one, those that refused in between
   * included.
   */
  public DurationHistogram connect() {
    return connect;
  }

  /** From accept to the end, whatever the close reason. */
  public DurationHistogram length() {
    return length;
  }
}
