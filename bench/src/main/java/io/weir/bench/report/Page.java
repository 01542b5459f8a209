package io.weir.bench.report;

import io.weir.bench.BenchException;

/** A page that people write, but for the part between two marks. */
final class Page {
  static final String BEGIN = "<!-- results: written by bench/report -->";
  static final String END = "<!-- end of results -->";

  private Page() {}

  /**
   * The page with another part between the marks.
   *
   * @throws BenchException if it has not both
   */
  static String with(String page, String results) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new BenchException("The page lacks the marks \"" + BEGIN + "\" and \"" + END + "\".");
    }
    return page.substring(0, begin + BEGIN.length())
        + "\n\n"
        + results.strip()
        + "\n\n"
        + page.substring(end);
  }
}
