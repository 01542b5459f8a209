package io.weir.app.accesslog;

import io.weir.app.logging.JsonText;
import org.jspecify.annotations.Nullable;

/** A JSON object; {@code null} where there is no value. */
final class JsonLine implements AccessLine {
  private final StringBuilder line = new StringBuilder(360).append('{');

  @Override
  public void text(String key, @Nullable String value) {
    number(key, value == null ? null : JsonText.quoted(value));
  }

  @Override
  public void number(String key, @Nullable String value) {
    if (line.length() > 1) {
      line.append(',');
    }
    line.append('"').append(key).append("\":").append(value == null ? "null" : value);
  }

  @Override
  public String end() {
    return line.append("}\n").toString();
  }
}
