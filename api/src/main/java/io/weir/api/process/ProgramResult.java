package io.weir.api.process;

import io.weir.api.text.Excerpt;

/**
 * What came of a program that ended by itself.
 *
 * @param exitCode its exit code
 * @param output what it wrote to its standard output
 * @param errors the beginning of what it wrote to its standard error
 */
public record ProgramResult(int exitCode, String output, String errors) {

  /** Whether it ended with exit code 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /** Its exit code and, if it wrote any, the first line of its errors. */
  public String reason() {
    return "exit code "
        + exitCode
        + errors.lines().findFirst().map(line -> ": " + Excerpt.of(line)).orElse("");
  }
}
