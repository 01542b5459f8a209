package io.weir.bench.report;

import java.util.List;

/**
 * Horizontal bars, one below the other.
 *
 * @param title what is drawn, with its unit
 */
record BarChart(String title, List<Bar> bars) {
  private static final int WIDTH = 760;
  private static final int LABELS = 150;
  private static final int NUMBERS = 80;
  private static final int ROW = 24;
  private static final int TOP = 34;
  private static final String OURS = "#2563eb";
  private static final String THEIRS = "#9ca3af";
  private static final String WHISKER = "#f59e0b";

  /**
   * A bar.
   *
   * @param low where the quarters of the slices end, like {@code high}
   * @param ours whether it is weir
   */
  record Bar(String label, double low, double value, double high, boolean ours) {}

  /** As SVG. */
  String draw() {
    double most = bars.stream().mapToDouble(bar -> Math.max(bar.value, bar.high)).max().orElse(1);
    double scale = (WIDTH - LABELS - NUMBERS) / (most > 0 ? most : 1);
    var svg = new Svg(WIDTH, TOP + ROW * bars.size() + 6);
    svg.title(4, 20, title);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double y = TOP + ROW * i;
      double middle = y + ROW / 2.0;
      svg.words(LABELS - 8, middle + 4, "end", bar.label)
          .rectangle(LABELS, y + 4, bar.value * scale, ROW - 8, bar.ours ? OURS : THEIRS)
          .line(LABELS + bar.low * scale, middle, LABELS + bar.high * scale, middle, WHISKER, 2)
          .words(
              LABELS + Math.max(bar.value, bar.high) * scale + 6,
              middle + 4,
              "start",
              Shown.number(bar.value));
    }
    return svg.toString();
  }
}
