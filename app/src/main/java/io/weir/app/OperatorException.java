package io.weir.app;

import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Something that whoever runs weir has to put right. It ends the command with exit code 1 and its
 * lines on standard error, and never shows a stack trace: the lines say all there is to know.
 */
public final class OperatorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final @Nullable String key;
  private final String statement;

  /** Reports one problem in one line. */
  public OperatorException(String line) {
    this(null, line);
  }

  /**
   * Reports that a key of the configuration cannot be put into effect.
   *
   * @param key dotted from the top
   * @param statement why
   */
  public static OperatorException about(String key, String statement) {
    return new OperatorException(key, statement);
  }

  private OperatorException(@Nullable String key, String statement) {
    super(key == null ? statement : key + ": " + statement);
    this.key = key;
    this.statement = statement;
  }

  /** Reports several problems, each in a line. */
  public OperatorException(List<String> lines) {
    this(null, String.join("\n", lines));
  }

  /**
   * The same with the key's place in the file, if it is about a key.
   *
   * @param line makes a line of key and statement
   */
  public OperatorException placed(BinaryOperator<String> line) {
    return key == null ? this : new OperatorException(line.apply(key, statement));
  }

  /** What to show. */
  public List<String> lines() {
    return String.valueOf(getMessage()).lines().toList();
  }
}
