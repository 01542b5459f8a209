package io.weir.core.config;

import com.typesafe.config.ConfigOrigin;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value was written. It exists because the configuration library only describes a place in
 * words, and files that are merged in several.
 *
 * @param source the file's name as the operator gave it, or what else the value came from
 * @param line counted from 1; 0 if there is none
 */
public record Origin(String source, int line) {
  private static final Pattern WITH_LINE = Pattern.compile("(?:merge of )?(.+?): (\\d+)(?:-\\d+)?");
  private static final String MERGED = "merge of ";

  /** A place in a file. */
  static Origin of(ConfigOrigin origin) {
    String description = origin.description();
    if (description.startsWith(MERGED)) {
      return firstWithLine(description.substring(MERGED.length()));
    }
    Matcher matcher = WITH_LINE.matcher(description);
    return matcher.matches()
        ? new Origin(matcher.group(1), Integer.parseInt(matcher.group(2)))
        : new Origin(description, 0);
  }

  private static Origin firstWithLine(String merged) {
    for (String part : merged.split(",", -1)) {
      Matcher matcher = WITH_LINE.matcher(part);
      if (matcher.matches()) {
        return new Origin(matcher.group(1), Integer.parseInt(matcher.group(2)));
      }
    }
    return new Origin(merged, 0);
  }

  /** {@code file:line}. */
  @Override
  public String toString() {
    return line > 0 ? source + ":" + line : source;
  }
}
