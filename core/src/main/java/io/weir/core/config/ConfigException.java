package io.weir.core.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A configuration cannot be used. It carries all that is wrong, so that one run is enough to put it
 * right.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Nobody reads more, and a file of another kind altogether has one on every line. */
  private static final int MOST_LINES = 100;

  private final transient List<Problem> problems;

  /** Reports what is wrong, in the order of the files' lines. */
  public ConfigException(List<Problem> problems) {
    super(lines(problems).stream().collect(Collectors.joining(System.lineSeparator())));
    this.problems = List.copyOf(problems);
  }

  /**
   * A configuration that cannot be had.
   *
   * @param source what messages call it
   * @param statement why
   */
  public static ConfigException unreadable(String source, String statement) {
    return new ConfigException(List.of(Problem.inFile(new Origin(source, 0), statement)));
  }

  /** What is wrong. */
  public List<Problem> problems() {
    return problems;
  }

  /** What is wrong, a line each; if it is very much, the last line says how much is left out. */
  public List<String> lines() {
    return lines(problems);
  }

  private static List<String> lines(List<Problem> problems) {
    Stream<String> first = problems.stream().limit(MOST_LINES).map(Problem::toString);
    int rest = problems.size() - MOST_LINES;
    return rest <= 0
        ? first.toList()
        : Stream.concat(first, Stream.of("and " + rest + " more problems")).toList();
  }
}
