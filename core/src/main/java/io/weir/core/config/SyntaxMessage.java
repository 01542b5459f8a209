package io.weir.core.config;

import java.util.regex.Pattern;

/**
 * What a parser says about a line that it cannot read. Parsers quote what they found, which may be
 * a password that lacks its quotes: about such a line nothing is quoted.
 */
final class SyntaxMessage {
  private static final Pattern SECRET_LINE =
      Pattern.compile("password|token|secret", Pattern.CASE_INSENSITIVE);
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*[\\r\\n]+\\s*");

  private SyntaxMessage() {}

  /**
   * The message.
   *
   * @param text the whole file
   * @param line the line that the message is about, counted from 1
   * @param message what the parser says
   */
  static String of(String text, int line, String message) {
    String shown = text.lines().skip(Math.max(0, line - 1L)).findFirst().orElse("");
    return SECRET_LINE.matcher(shown).find()
        ? "not valid; it may hold a secret and is not shown"
        : LINE_BREAK.matcher(message.strip()).replaceAll(" ");
  }
}
