package io.weir.core.config;

import com.typesafe.config.ConfigValue;
import java.util.regex.Pattern;

/**
 * How what stands in a file is shown in a message: in one line, of bounded length, without what
 * could move a terminal's cursor and without passwords in addresses. Whether a key's value may be
 * shown at all is for the caller to say.
 */
final class Shown {
  /** What is shown of a secret. */
  static final String SECRET = "***";

  private static final int LONGEST = 100;

  /** Up to the last {@code @}: a password may have one in it, though it should be escaped. */
  private static final Pattern USER_INFO = Pattern.compile("://[^/\\s]*@");

  private Shown() {}

  static String value(ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "a section";
      case LIST -> "a list";
      case NULL -> "null";
      case STRING -> quoted(withoutUserInfo(text(value)));
      case NUMBER, BOOLEAN -> cut(text(value));
    };
  }

  /** An address without the password in it. */
  static String withoutUserInfo(String text) {
    return USER_INFO.matcher(text).replaceAll("://***@");
  }

  static String quoted(String text) {
    return '"' + cut(text) + '"';
  }

  private static String text(ConfigValue value) {
    return String.valueOf(value.unwrapped());
  }

  private static String cut(String text) {
    boolean long_ = text.length() > LONGEST;
    StringBuilder out = new StringBuilder();
    (long_ ? text.substring(0, LONGEST) : text).codePoints().forEach(c -> append(out, c));
    return long_ ? out + "..." : out.toString();
  }

  private static void append(StringBuilder out, int codePoint) {
    switch (codePoint) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '"' -> out.append("\\\"");
      default -> {
        int type = Character.getType(codePoint);
        if (type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR) {
          out.append(String.format("\\u%04x", codePoint));
        } else {
          out.appendCodePoint(codePoint);
        }
      }
    }
  }
}
