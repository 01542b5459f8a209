package io.weir.api.certificate;

import java.util.regex.Pattern;

/**
 * The form of names in a {@link CertificateStore}, for stores to check before a name becomes a
 * path, a key of a database or the like.
 */
public final class EntryName {
  private static final String SEGMENT = "[A-Za-z0-9_*+-][A-Za-z0-9._*+-]*";
  private static final Pattern NAME = Pattern.compile(SEGMENT + "(/" + SEGMENT + ")*");
  private static final int LONGEST = 400;

  private EntryName() {}

  /**
   * The name itself, if it is one: a relative path of letters, digits and {@code . - _ * +}, of 400
   * characters at most. Since no part of it begins with a dot, a store may keep what is its own
   * under such names.
   *
   * @param name what was given as a name
   * @return the same
   * @throws IllegalArgumentException if it could lead out of the store, or to what is the store's
   *     own; the message says what was expected
   */
  public static String checked(String name) {
    if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "entry name \""
              + name
              + "\" (expected: a relative path of letters, digits and . - _ * +, of "
              + LONGEST
              + " characters at most, no part of it empty or beginning with a dot)");
    }
    return name;
  }
}
