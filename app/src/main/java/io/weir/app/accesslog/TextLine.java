package io.weir.app.accesslog;

import io.weir.app.logging.JsonText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code key=value} with a space between (logfmt); {@code -} where there is no value. A text that
 * holds more than letters, digits and what addresses are made of is quoted and escaped as in JSON,
 * so that nobody's name can pass for a field or a line.
 */
final class TextLine implements AccessLine {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_.:+%\\[\\]/][A-Za-z0-9_.:+%\\[\\]/-]*");

  private final StringBuilder line = new StringBuilder(320);

  @Override
  public void text(String key, @Nullable String value) {
    number(key, value == null || PLAIN.matcher(value).matches() ? value : JsonText.quoted(value));
  }

  @Override
  public void number(String key, @Nullable String value) {
    if (!line.isEmpty()) {
      line.append(' ');
    }
    line.append(key).append('=').append(value == null ? "-" : value);
  }

  @Override
  public String end() {
    return line.append('\n').toString();
  }
}
