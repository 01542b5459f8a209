package io.weir.api.config;

import java.util.List;

/**
 * A program and its arguments. In a configuration file it is a text, the program alone, or a list
 * of texts, {@code [program, argument, ...]}. No shell is involved: nothing is split or expanded.
 * Immutable; two are {@code equals} if their words are. {@link io.weir.api.process.Program} runs
 * it.
 *
 * @param words the program, then its arguments, which may be empty texts; an unmodifiable copy
 */
public record CommandLine(List<String> words) {

  /**
   * Checks that there is a program. Whether it can be found and run is another question.
   *
   * @throws IllegalArgumentException if there is none, or a NUL is in one of the words; the message
   *     says what was expected
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
   * @param program its name or path, spaces and all
   * @return the command line
   * @throws IllegalArgumentException if the text is blank, or a NUL is in it
   */
  public static CommandLine parse(String program) {
    return new CommandLine(List.of(program));
  }

  /**
   * A program with its arguments.
   *
   * @param words the program first
   * @return the command line
   * @throws IllegalArgumentException if the list is empty, its first text blank, or a NUL in one of
   *     them
   */
  public static CommandLine parse(List<String> words) {
    return new CommandLine(words);
  }

  /** {@return the words with a space between them; for messages, not for a shell} */
  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
