package io.weir.core.plugin;

import io.weir.api.ApiVersion;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The API versions a plugin was built for, e.g. {@code [1.0,2.0)}: from 1.0 on, below 2.0. It
 * exists so that a jar for another API is refused by one line at the start, not by a missing method
 * at night.
 *
 * @param from the lowest version, included
 * @param to the end; null for none
 * @param toIncluded whether the end itself still fits
 */
record ApiRange(ApiVersion from, @Nullable ApiVersion to, boolean toIncluded) {

  private static final String EXPECTED = "a range of API versions such as [1.0,2.0)";
  private static final Pattern FORM =
      Pattern.compile("\\[\\s*([^,\\s]+)\\s*,\\s*([^,\\s]*)\\s*([])])");

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  static ApiRange parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    try {
      ApiVersion from = ApiVersion.parse(matcher.group(1));
      String end = matcher.group(2);
      boolean toIncluded = matcher.group(3).equals("]");
      return new ApiRange(from, end.isEmpty() ? null : ApiVersion.parse(end), toIncluded);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }

  /** Whether a plugin of this range works with that version. */
  boolean contains(ApiVersion version) {
    if (version.compareTo(from) < 0) {
      return false;
    }
    int end = to == null ? -1 : version.compareTo(to);
    return toIncluded ? end <= 0 : end < 0;
  }

  /** As it is written in a descriptor. */
  @Override
  public String toString() {
    return "[" + from + "," + (to == null ? "" : to) + (toIncluded ? "]" : ")");
  }
}
