package io.weir.api.process;

import io.weir.api.text.Excerpt;

/**
 * What came of a program that ended by itself.
 *
 * @param exitCode its exit code; 128 and more often means that a signal ended it
 * @param output what it wrote to its standard output, as UTF-8; may be empty
 * @param errors the first 1,024 bytes of what it wrote to its standard error; may be empty
 */
public record ProgramResult(int exitCode, String output, String errors) {

  /** {@return whether it ended with exit code 0} */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /**
   * {@return its exit code and, if it wrote any, the first line of its errors; fit for a message}
   */
  public String reason() {
    return "exit code "
        + exitCode
        + errors.lines().findFirst().map(line -> ": " + Excerpt.of(line)).orElse("");
  }
}
