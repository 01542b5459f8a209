package io.weir.core.config;

import com.typesafe.config.ConfigUtil;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tree as text; what the formats have in common. */
final class TreeText {
  /** Only the first character, because another variable may begin inside the braces. */
  private static final Pattern VARIABLE = Pattern.compile("\\$(?=\\{([^}\n]*))");

  private static final Pattern HALF_CHARACTER = Pattern.compile("\\p{Cs}");

  /** What the library leaves as it is and not every format takes. */
  private static final Pattern TO_ESCAPE = Pattern.compile("[\\p{Cs}\\x7f]");

  /** Which {@code ${NAME}} in texts stand for the value of a variable. */
  @FunctionalInterface
  interface Variables {
    /** None: every text is read back as it is. */
    Variables NONE = name -> false;

    /** All: whoever reads the text looks them up. */
    Variables ALL = name -> true;

    boolean contains(String name);
  }

  private TreeText() {}

  /**
   * Writes a tree.
   *
   * @throws IllegalArgumentException if the format has no way to write a value of it
   */
  static String of(Map<?, ?> tree, ConfigFormat format, Variables variables) {
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

  /** The same for formats in which variables are replaced before anything is read. */
  static String quoted(String text, Variables variables) {
    return VARIABLE
        .matcher(quoted(text))
        .replaceAll(found ->
            Matcher.quoteReplacement(
                variables.contains(found.group(1)) ? found.group() : "\\u0024"));
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
