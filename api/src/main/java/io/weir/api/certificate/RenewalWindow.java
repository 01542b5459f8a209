package io.weir.api.certificate;

import java.time.Instant;

/**
 * When a certificate should be renewed: weir picks a moment at random inside (RFC 9773, 4.2).
 *
 * @param start the first moment
 * @param end the last moment, after {@code start}
 * @param askAgain when to ask for the window again
 */
public record RenewalWindow(Instant start, Instant end, Instant askAgain) {
  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if it does not end after it starts
   */
  public RenewalWindow {
    if (!end.isAfter(start)) {
      throw new IllegalArgumentException("end: " + end + " (expected: after start, " + start + ")");
    }
  }
}
