package io.weir.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown. */
final class MarkdownTable {
  private final List<String> headings;
  private final String alignment;
  private final List<List<String>> rows = new ArrayList<>();

  private MarkdownTable(List<String> headings, String alignment) {
    this.headings = List.copyOf(headings);
    this.alignment = alignment;
  }

  /** A name in each row's first column, and figures in the others. */
  static MarkdownTable ofFigures(List<String> headings) {
    return new MarkdownTable(headings, "---:|");
  }

  /** Words in all columns. */
  static MarkdownTable ofWords(List<String> headings) {
    return new MarkdownTable(headings, "---|");
  }

  MarkdownTable row(List<String> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + headings.size() + " columns");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    var text = new StringBuilder(line(headings)).append("|---|");
    text.append(alignment.repeat(headings.size() - 1)).append('\n');
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
