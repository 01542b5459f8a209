package io.weir.bench;

/** Something that keeps the benchmark from going on; its message is for whoever started it. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, and where. */
  public BenchException(String message) {
    super(message);
  }

  /** What is wrong, where, and what showed it. */
  public BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
