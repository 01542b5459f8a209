package io.weir.api;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of this API. A minor version only adds; a major one may break plugins.
 *
 * @param major grows when something was taken away or changed
 * @param minor grows when something was added
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

  /** The version that these classes are. */
  public static final ApiVersion CURRENT = new ApiVersion(1, 0);

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
  private static final Comparator<ApiVersion> ORDER =
      Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

  /**
   * Reads {@code major.minor}.
   *
   * @throws IllegalArgumentException if it is not of that form; the message says what was expected
   */
  public static ApiVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a version such as 1.0");
    }
    return new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public int compareTo(ApiVersion other) {
    return ORDER.compare(this, other);
  }

  /** {@code major.minor}. */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}
