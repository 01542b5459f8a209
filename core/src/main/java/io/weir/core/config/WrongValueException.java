package io.weir.core.config;

import org.jspecify.annotations.Nullable;

/**
 * A single value cannot be read as its type. Carries no stack trace: it is about a file, not about
 * code.
 */
final class WrongValueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String expected;
  private final @Nullable String suggestion;

  WrongValueException(String expected, @Nullable String suggestion) {
    super(expected, null, false, false);
    this.expected = expected;
    this.suggestion = suggestion;
  }

  String expected() {
    return expected;
  }

  @Nullable String suggestion() {
    return suggestion;
  }
}
