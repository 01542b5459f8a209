package io.weir.app.logging;

/**
 * Text that stays on its line. What strangers send and what programs print gets into messages; a
 * line break in it would let them forge log lines, an escape sequence would play with a terminal.
 */
final class OneLine {
  private OneLine() {}

  /** Appends text, control characters written as escapes. */
  static void append(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
            line.append("\\u").append(String.format("%04x", (int) c));
          } else {
            line.append(c);
          }
        }
      }
    }
  }
}
