package io.weir.api.health;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How much of a check's time is left, in the form that sockets take. Made at the beginning of a
 * check, for that one alone. Safe for use by several threads; never blocks.
 */
public final class TimeLeft {
  private final long start = System.nanoTime();
  private final Duration timeout;

  /**
   * Starts counting.
   *
   * @param timeout how long in all; zero means that there is no end
   */
  public TimeLeft(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * What is left now, for {@link java.net.Socket#setSoTimeout} and the like, where 0 means no end
   * as well.
   *
   * @return milliseconds, at least 1; 0 if there is no end
   * @throws SocketTimeoutException if nothing is left; its message says how long the check had
   */
  public int millis() throws SocketTimeoutException {
    if (timeout.isZero()) {
      return 0;
    }
    Duration left = timeout.minusNanos(System.nanoTime() - start);
    if (!left.isPositive()) {
      throw over();
    }
    return Math.clamp(left.toMillis(), 1, Integer.MAX_VALUE);
  }

  /** What to throw when it is over. */
  SocketTimeoutException over() {
    return new SocketTimeoutException("no answer within " + timeout.toMillis() + " ms");
  }
}
