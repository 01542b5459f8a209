package io.weir.plugin.builtin.health;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** How much of a check's time is left, in the form that sockets take. */
final class TimeLeft {
  private final long start = System.nanoTime();
  private final Duration timeout;

  /** Starts counting; a timeout of zero means that there is no end. */
  TimeLeft(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * What is left, at least 1; 0 if there is no end.
   *
   * @throws SocketTimeoutException if nothing is left
   */
  int millis() throws SocketTimeoutException {
    if (timeout.isZero()) {
      return 0;
    }
    Duration left = timeout.minusNanos(System.nanoTime() - start);
    if (!left.isPositive()) {
      throw new SocketTimeoutException("no answer within " + timeout.toMillis() + " ms");
    }
    return Math.clamp(left.toMillis(), 1, Integer.MAX_VALUE);
  }
}
