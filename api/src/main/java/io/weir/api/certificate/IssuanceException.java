package io.weir.api.certificate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An authority refused, or asked to come back later. Any other exception makes an attempt fail as
 * well; this one also says when the next may come.
 */
public final class IssuanceException extends Exception {
  private static final long serialVersionUID = 1;

  /** The earliest moment to try again, or null if that is not known. */
  private final @Nullable Instant retryAfter;

  /**
   * Reports a failed order.
   *
   * @param message what the authority said, for the operator, who reads the first 300 characters
   * @param retryAfter the earliest moment to try again, or null if weir's back-off decides. One
   *     that is earlier than the back-off's changes nothing, and weir waits for no longer than 7
   *     days
   */
  public IssuanceException(String message, @Nullable Instant retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** {@return the earliest moment to try again, or null if weir's back-off decides} */
  public @Nullable Instant retryAfter() {
    return retryAfter;
  }
}
