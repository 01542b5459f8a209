package io.weir.core.acme;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An attempt to get a certificate has failed. The message is one line. */
final class AttemptException extends Exception {
  private static final long serialVersionUID = 1;

  private final @Nullable Instant retryAfter;

  AttemptException(String reason) {
    this(reason, null);
  }

  /**
   * Reports one.
   *
   * @param retryAfter before when the authority does not want to hear of it; null if it has not
   *     said
   */
  AttemptException(String reason, @Nullable Instant retryAfter) {
    super(reason);
    this.retryAfter = retryAfter;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  @Nullable Instant retryAfter() {
    return retryAfter;
  }
}
