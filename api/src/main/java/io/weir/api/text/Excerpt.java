package io.weir.api.text;

import java.util.regex.Pattern;

/** The beginning of a text from outside, fit to stand in a line of the log. */
public final class Excerpt {
  private static final int LONGEST = 200;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private Excerpt() {}

  /**
   * Cuts a text after 200 characters, and puts a {@code ?} for what is not meant to be printed.
   *
   * @param text any text
   * @return what fits into one line, with {@code ...} where it was cut
   */
  public static String of(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return CONTROL.matcher(start).replaceAll("?");
  }
}
