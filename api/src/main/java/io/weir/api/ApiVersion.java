package io.weir.api;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of this API. A minor version only adds; a major one may break plugins. Versions are
 * equal if both numbers are. A plugin has no use for it but to find out, as {@link #CURRENT}, with
 * which version it runs: that its own range fits was seen to before any of its classes was loaded.
 *
 * @param major grows when something was taken away or changed; 0 to 9999 where it was parsed
 * @param minor grows when something was added; 0 to 9999 where it was parsed
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

  /** The version that these classes are, the same for all plugins of a process. */
  public static final ApiVersion CURRENT = new ApiVersion(1, 0);

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
  private static final Comparator<ApiVersion> ORDER =
      Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

  /**
   * Reads {@code major.minor}, each of one to four decimal digits.
   *
   * @param text such as {@code 1.0}, without spaces
   * @return the version
   * @throws IllegalArgumentException if it is not of that form; the message says what was expected
   */
  public static ApiVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a version such as 1.0");
    }
    return new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * Compares the major numbers, then the minor ones.
   *
   * @param other the version to compare with
   * @return below 0 if this one is older, 0 if both are the same, above 0 if it is newer
   */
  @Override
  public int compareTo(ApiVersion other) {
    return ORDER.compare(this, other);
  }

  /** {@return {@code major.minor}, as {@link #parse} reads it} */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}
