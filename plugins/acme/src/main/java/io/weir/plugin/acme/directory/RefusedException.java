package io.weir.plugin.acme.directory;

/** The directory did not do what was asked; the message says what it said instead. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  RefusedException(String message) {
    super(message);
  }
}
