package io.weir.plugin.builtin.text;

import java.util.Map;
import java.util.regex.PatternSyntaxException;

/** Goes once through an expression in Go's spelling and writes it in Java's. */
final class GoPatternTranslation {
  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("alnum", "\\p{Alnum}"),
          Map.entry("alpha", "\\p{Alpha}"),
          Map.entry("ascii", "\\p{ASCII}"),
          Map.entry("blank", "\\p{Blank}"),
          Map.entry("cntrl", "\\p{Cntrl}"),
          Map.entry("digit", "\\p{Digit}"),
          Map.entry("graph", "\\p{Graph}"),
          Map.entry("lower", "\\p{Lower}"),
          Map.entry("print", "\\p{Print}"),
          Map.entry("punct", "\\p{Punct}"),
          Map.entry("space", "\\s\\x0B"),
          Map.entry("upper", "\\p{Upper}"),
          Map.entry("word", "\\w"),
          Map.entry("xdigit", "\\p{XDigit}"));

  private final String go;
  private final StringBuilder java = new StringBuilder();
  private int at;

  GoPatternTranslation(String go) {
    this.go = go;
  }

  /** The name of a group in Java's spelling, which knows letters and digits only. */
  static String javaName(String name) {
    return name.replace("_", "");
  }

  /**
   * The whole expression.
   *
   * @throws PatternSyntaxException for an unknown class or a name without an end
   */
  String toJava() {
    while (at < go.length()) {
      if (go.startsWith("\\Q", at)) {
        int end = go.indexOf("\\E", at);
        copy(end < 0 ? go.length() - at : end + 2 - at);
      } else if (go.charAt(at) == '\\') {
        copy(2);
      } else if (go.charAt(at) == '[') {
        characterClass();
      } else if (go.startsWith("(?P<", at)) {
        groupName(4);
      } else if (go.startsWith("(?<", at)
          && !go.startsWith("=", at + 3)
          && !go.startsWith("!", at + 3)) {
        groupName(3);
      } else {
        copy(1);
      }
    }
    return java.toString();
  }

  private void groupName(int prefix) {
    int end = go.indexOf('>', at);
    if (end < 0) {
      throw new PatternSyntaxException("a group's name has no end", go, at);
    }
    java.append("(?<").append(javaName(go.substring(at + prefix, end))).append('>');
    at = end + 1;
  }

  private void characterClass() {
    int start = at;
    copy(1);
    if (go.startsWith("^", at)) {
      copy(1);
    }
    if (go.startsWith("]", at)) {
      java.append("\\]");
      at++;
    }
    while (at < go.length() && go.charAt(at) != ']') {
      if (go.charAt(at) == '\\') {
        copy(2);
      } else if (go.startsWith("[:", at)) {
        namedClass();
      } else if (go.charAt(at) == '[' || go.charAt(at) == '&') {
        // Nested classes and && are Java's own; for Go they are characters.
        java.append('\\');
        copy(1);
      } else {
        copy(1);
      }
    }
    if (at >= go.length()) {
      throw new PatternSyntaxException("a character class has no end", go, start);
    }
    copy(1);
  }

  private void namedClass() {
    int end = go.indexOf(":]", at);
    String name = end < 0 ? "" : go.substring(at + 2, end);
    boolean negated = name.startsWith("^");
    String translated = CLASSES.get(negated ? name.substring(1) : name);
    if (translated == null) {
      throw new PatternSyntaxException("an unknown character class", go, at);
    }
    java.append(negated ? "[^" + translated + "]" : translated);
    at = end + 2;
  }

  private void copy(int length) {
    int end = Math.min(go.length(), at + length);
    java.append(go, at, end);
    at = end;
  }
}
