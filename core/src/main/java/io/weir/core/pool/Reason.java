package io.weir.core.pool;

import java.util.concurrent.ExecutionException;

/** Makes one short line of what a plugin, a program or the system says, fit for a log. */
final class Reason {
  private static final int MAX_LENGTH = 300;

  private Reason() {}

  /** What went wrong; the exception's kind where it has no message. */
  static String of(Throwable thrown) {
    Throwable cause = thrown instanceof ExecutionException ? thrown.getCause() : null;
    Throwable failure = cause == null ? thrown : cause;
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : of(message);
  }

  /** The text without line breaks and other control characters, cut where it gets long. */
  static String of(String text) {
    String start = text.substring(0, Math.min(text.length(), MAX_LENGTH));
    String line = start.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return text.length() > MAX_LENGTH ? line + "…" : line;
  }
}
