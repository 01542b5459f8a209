package io.weir.core;

/** Something was to be changed while weir stops. */
public final class StoppingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoppingException() {
    super("weir is stopping, nothing is changed any more");
  }
}
