package io.weir.api.certificate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An authority refused, or asked to come back later. */
public final class IssuanceException extends Exception {
  private static final long serialVersionUID = 1;

  private final @Nullable Instant retryAfter;

  /**
   * Reports a failed order.
   *
   * @param message what the authority said, for the operator
   * @param retryAfter the earliest moment to try again, or null if weir's back-off decides
   */
  public IssuanceException(String message, @Nullable Instant retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** The earliest moment to try again, or null if weir's back-off decides. */
  public @Nullable Instant retryAfter() {
    return retryAfter;
  }
}
