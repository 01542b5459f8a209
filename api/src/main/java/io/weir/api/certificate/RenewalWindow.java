package io.weir.api.certificate;

import java.time.Instant;

/**
 * When a certificate should be renewed: weir picks a moment at random inside, once per certificate
 * (RFC 9773, 4.2). What of it lies in the last tenth of the certificate's lifetime or behind it
 * does not count.
 *
 * @param start the first moment; may have passed, which asks for renewal at once
 * @param end the last moment, after {@code start}
 * @param askAgain when to ask for the window again; weir asks no sooner than in 1 min, no later
 *     than in a day
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
