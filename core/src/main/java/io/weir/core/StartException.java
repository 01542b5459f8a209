package io.weir.core;

import java.util.List;

/** The engine cannot start. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> lines;

  /**
   * Reports a failed start.
   *
   * @param lines what is in the way, a line each
   * @param cause what happened, for a developer
   */
  public StartException(List<String> lines, Throwable cause) {
    super(String.join(System.lineSeparator(), lines), cause);
    this.lines = List.copyOf(lines);
  }

  /** For what was found before anything was tried. */
  public StartException(List<String> lines) {
    super(String.join(System.lineSeparator(), lines));
    this.lines = List.copyOf(lines);
  }

  /** What is in the way, a line each. */
  public List<String> lines() {
    return lines;
  }
}
