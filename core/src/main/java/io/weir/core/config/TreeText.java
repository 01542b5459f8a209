package io.weir.core.config;

import com.typesafe.config.ConfigUtil;
import java.util.Map;
import java.util.regex.Pattern;

/** A tree as text; what the formats have in common. */
final class TreeText {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?=\\{)");
  private static final Pattern HALF_CHARACTER = Pattern.compile("\\p{Cs}");

  /** What the library leaves as it is and not every format takes. */
  private static final Pattern TO_ESCAPE = Pattern.compile("[\\p{Cs}\\x7f]");

  /** What {@code ${NAME}} in a text is. */
  enum Variables {
    /** Four characters and more like any others; no way of reading the text replaces them. */
    LITERAL,
    /** The value of a variable that nobody has looked up yet, and still is in the new text. */
    KEPT
  }

  private TreeText() {}

  /**
   * Writes a tree.
   *
   * @throws IllegalArgumentException if the format has no way to write a value of it
   */
  static String of(Map<String, Object> tree, ConfigFormat format, Variables variables) {
    return switch (format) {
      case TOML -> new TomlText(variables).write(tree);
      case JSON -> new JsonText(variables).write(tree);
      case HOCON -> new HoconText(variables).write(tree);
    };
  }

  /**
   * A text in quotes. All formats share JSON's escapes, and JSON's texts are TOML's and HOCON's
   * too.
   */
  static String quoted(String text) {
    return TO_ESCAPE
        .matcher(ConfigUtil.quoteString(text))
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

  /** The same, where {@code ${NAME}} outside of HOCON may be replaced before anything is read. */
  static String quoted(String text, Variables variables) {
    return switch (variables) {
      case LITERAL -> VARIABLE.matcher(quoted(text)).replaceAll("\\\\u0024");
      case KEPT -> quoted(text);
    };
  }

  static boolean isUnicode(String text) {
    return !HALF_CHARACTER.matcher(text).find();
  }

  static String finite(Number number, ConfigFormat format) {
    if (number instanceof Double fraction && !Double.isFinite(fraction)) {
      throw new IllegalArgumentException(
          "the number " + number + " cannot be written in " + format);
    }
    return number.toString();
  }
}
