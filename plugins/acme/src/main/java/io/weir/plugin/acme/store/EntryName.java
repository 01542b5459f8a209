package io.weir.plugin.acme.store;

import java.util.regex.Pattern;

/** Checks the names of entries. */
final class EntryName {
  private static final String SEGMENT = "[A-Za-z0-9_*+-][A-Za-z0-9._*+-]*";
  private static final Pattern NAME = Pattern.compile(SEGMENT + "(/" + SEGMENT + ")*");
  private static final int LONGEST = 400;

  private EntryName() {}

  /**
   * The name itself.
   *
   * @throws IllegalArgumentException if it could lead out of the store, or to what is the store's
   *     own
   */
  static String checked(String name) {
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
