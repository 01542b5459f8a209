package io.weir.core.config;

import java.util.regex.Pattern;

/**
 * The configuration library's messages without the place, which is told apart, and its advice on
 * HOCON.
 */
final class LibraryMessage {
  private static final Pattern ADVICE = Pattern.compile(" ?\\(if you intended .*", Pattern.DOTALL);

  private LibraryMessage() {}

  static String plain(com.typesafe.config.ConfigException e) {
    String message = String.valueOf(e.getMessage());
    if (e.origin() != null && message.startsWith(e.origin().description() + ": ")) {
      message = message.substring(e.origin().description().length() + 2);
    }
    return ADVICE
        .matcher(message.strip())
        .replaceAll("")
        .replace("close parentheses ')' here", "closing brace '}' here")
        .replace("has type LIST rather than object at file root", "a list (expected: a section)");
  }
}
