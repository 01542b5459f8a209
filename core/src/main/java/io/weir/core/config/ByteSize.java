package io.weir.core.config;

import io.weir.api.config.Doc;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written {@code 100MB}: a whole number and {@code KB}, {@code MB} or {@code
 * GB}, each 1024 times the one before.
 *
 * @param bytes 1 or more
 */
@Doc("size, e.g. `100MB`")
public record ByteSize(long bytes) {
  private static final String EXPECTED = "a size above 0 in KB, MB or GB, e.g. \"100MB\"";
  private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,9})(KB|MB|GB)");
  private static final String UNITS = "KMG";

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ByteSize parse(String text) {
    Matcher match = SYNTAX.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    long number = Long.parseLong(match.group(1));
    if (number == 0) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return new ByteSize(number << (10 * (UNITS.indexOf(match.group(2).charAt(0)) + 1)));
  }

  /** The way it is written, in the largest unit that gives a whole number. */
  @Override
  public String toString() {
    int unit = 0;
    while (unit < UNITS.length() && bytes % (1L << (10 * (unit + 1))) == 0) {
      unit++;
    }
    return unit == 0 ? bytes + "B" : (bytes >> (10 * unit)) + UNITS.substring(unit - 1, unit) + "B";
  }
}
