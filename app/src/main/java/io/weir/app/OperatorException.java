package io.weir.app;

import java.util.List;

/**
 * Something that whoever runs weir has to put right. It ends the command with exit code 1 and its
 * lines on standard error, and never shows a stack trace: the lines say all there is to know.
 */
public final class OperatorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Reports one problem in one line. */
  public OperatorException(String line) {
    super(line);
  }

  /** Reports several problems, each in a line. */
  public OperatorException(List<String> lines) {
    super(String.join("\n", lines));
  }

  /** What to show. */
  public List<String> lines() {
    return String.valueOf(getMessage()).lines().toList();
  }
}
