package io.weir.core.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a parser says about a line that it cannot read. Parsers quote what they found, which may be
 * a password that lacks its quotes: about such a line nothing is quoted.
 */
final class SyntaxMessage {
  private static final Pattern SECRET_LINE =
      Pattern.compile("password|token|secret", Pattern.CASE_INSENSITIVE);

  /** What a line ends with whose value is on the next one. */
  private static final Pattern OPEN = Pattern.compile(".*(?:[=:\\[(]|\"\"\"|''')\\s*");

  private static final Pattern LONG_WORD = Pattern.compile("(\\S{100})\\S+");
  private static final int LONGEST = 1000;

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
    return mayHoldSecret(text.lines().limit(Math.max(1, line)).toList())
        ? "not valid; it may hold a secret and is not shown"
        : cut(LINE_BREAK.matcher(message.strip()).replaceAll(" "));
  }

  /** What it quotes may be as long as the file. */
  private static String cut(String message) {
    String words = LONG_WORD.matcher(message).replaceAll("$1...");
    return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "...";
  }

  /** Whether the last of the lines may, or goes on with one that does. */
  private static boolean mayHoldSecret(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (SECRET_LINE.matcher(lines.get(i)).find()) {
        return true;
      }
      String before = i == 0 ? "" : lines.get(i - 1);
      if (!before.isBlank() && !OPEN.matcher(before).matches()) {
        return false;
      }
    }
    return false;
  }
}
