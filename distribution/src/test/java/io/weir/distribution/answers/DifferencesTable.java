package io.weir.distribution.answers;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The differences on purpose, as the page for those who come from gobetween shows them. */
final class DifferencesTable {
  static final Path PAGE = Path.of("../docs/gobetween.md");

  private static final String BEGIN = "<!-- differences: written by GobetweenAnswersIT -->\n";
  private static final String END = "<!-- end of differences -->\n";

  private DifferencesTable() {}

  /** The page with the table in place of the one it has. */
  static String insertedInto(String page, List<IntendedDifference> differences) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new AssertionError(PAGE + " has no place for the table: " + BEGIN + END);
    }
    return page.substring(0, begin + BEGIN.length()) + table(differences) + page.substring(end);
  }

  private static String table(List<IntendedDifference> differences) {
    return differences.stream()
        .map(difference -> "| %s | %s |\n".formatted(difference.what(), difference.why()))
        .collect(
            Collectors.joining("", "\n| where | what weir does, and why |\n|---|---|\n", "\n"));
  }
}
