package io.weir.bench.report;

import io.weir.bench.measure.Ratio;
import java.util.List;

/**
 * Ratios with their intervals on a logarithmic scale, in groups; left of the line at 1 weir needs
 * less.
 *
 * @param title what is drawn
 */
record RatioChart(String title, List<Group> groups) {
  private static final int WIDTH = 760;
  private static final int LABELS = 250;
  private static final int NUMBERS = 130;
  private static final int ROW = 16;
  private static final int GAP = 10;
  private static final int TOP = 60;
  private static final double LEAST = 0.05;
  private static final double MOST = 5;
  private static final List<Double> MARKS = List.of(0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0);
  private static final String LESS = "#16a34a";
  private static final String EVEN = "#9ca3af";
  private static final String MORE = "#dc2626";

  /** Ratios of one workload. */
  record Group(String label, List<Row> rows) {}

  /** A ratio to one peer. */
  record Row(String peer, Ratio ratio) {}

  /** As SVG. */
  String draw() {
    int rows = groups.stream().mapToInt(group -> group.rows.size()).sum();
    int height = TOP + rows * ROW + groups.size() * GAP + 10;
    var svg = new Svg(WIDTH, height);
    svg.title(4, 20, title);
    for (double mark : MARKS) {
      double x = x(mark);
      svg.words(x, TOP - 10, "middle", Double.toString(mark))
          .line(x, TOP - 4, x, height - 6, "#d1d5db", mark == 1 ? 2 : 0.5);
    }
    double y = TOP;
    for (Group group : groups) {
      svg.words(4, y + ROW - 4, "start", group.label);
      for (Row row : group.rows) {
        draw(svg, row, y);
        y += ROW;
      }
      y += GAP;
    }
    return svg.toString();
  }

  private static void draw(Svg svg, Row row, double y) {
    Ratio ratio = row.ratio;
    double middle = y + ROW / 2.0;
    String colour =
        switch (Verdict.of(ratio)) {
          case LESS -> LESS;
          case EVEN -> EVEN;
          case MORE -> MORE;
        };
    svg.words(LABELS - 10, middle + 4, "end", row.peer)
        .line(x(ratio.low()), middle, x(ratio.high()), middle, colour, 2)
        .dot(x(ratio.estimate()), middle, colour)
        .words(WIDTH - NUMBERS + 14, middle + 4, "start", Shown.ratio(ratio));
  }

  private static double x(double ratio) {
    double within = Math.clamp(ratio, LEAST, MOST);
    return LABELS + (WIDTH - LABELS - NUMBERS) * Math.log(within / LEAST) / Math.log(MOST / LEAST);
  }
}
