package io.weir.app.logging;

import com.typesafe.config.ConfigUtil;

/** Text in JSON's quotes that stays on its line, whatever counts as a line break. */
public final class JsonText {
  private JsonText() {}

  /** The text, quoted and escaped. */
  public static String quoted(String text) {
    String quoted = ConfigUtil.quoteString(text);
    StringBuilder line = new StringBuilder(quoted.length());
    OneLine.append(line, quoted);
    return line.toString();
  }
}
