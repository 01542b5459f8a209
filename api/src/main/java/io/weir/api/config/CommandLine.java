package io.weir.api.config;

import java.util.List;

/**
 * A program and its arguments. In a configuration file it is a text, the program alone, or a list
 * of texts, {@code [program, argument, ...]}. No shell is involved: nothing is split or expanded.
 *
 * @param words the program, then its arguments
 */
public record CommandLine(List<String> words) {

  /**
   * Checks that there is a program.
   *
   * @throws IllegalArgumentException if there is none
   */
  public CommandLine {
    words = List.copyOf(words);
    if (words.isEmpty() || words.getFirst().isBlank()) {
      throw new IllegalArgumentException("a program, or a list [program, argument, ...]");
    }
    if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("texts without a NUL character");
    }
  }

  /**
   * A program without arguments.
   *
   * @throws IllegalArgumentException if the text is blank
   */
  public static CommandLine parse(String program) {
    return new CommandLine(List.of(program));
  }

  /**
   * A program with its arguments.
   *
   * @throws IllegalArgumentException if the list is empty, or its first text blank
   */
  public static CommandLine parse(List<String> words) {
    return new CommandLine(words);
  }

  /** The words with a space between them; for messages, not for a shell. */
  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
