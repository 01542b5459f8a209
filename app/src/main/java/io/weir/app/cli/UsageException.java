package io.weir.app.cli;

/** A command line that cannot be understood: its one line is shown and the exit code is 2. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String line) {
    super(line);
  }
}
