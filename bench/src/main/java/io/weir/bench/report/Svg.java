package io.weir.bench.report;

import java.util.Locale;

/**
 * Writes a drawing as SVG: the few shapes that the charts need, in colours that are readable on
 * white and on black.
 */
final class Svg {
  /** Letters and lines. */
  static final String INK = "#6b7280";

  private final StringBuilder text = new StringBuilder();
  private final int width;
  private final int height;

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
  }

  Svg rectangle(double x, double y, double w, double h, String colour) {
    return add(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
            x,
            y,
            Math.max(w, 0.5),
            h,
            colour));
  }

  Svg line(double x1, double y1, double x2, double y2, String colour, double thickness) {
    return add(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
            x1,
            y1,
            x2,
            y2,
            colour,
            thickness));
  }

  Svg dot(double x, double y, String colour) {
    return add(
        String.format(
            Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x, y, colour));
  }

  /** Words whose anchor ({@code start}, {@code middle}, {@code end}) lies at a point. */
  Svg words(double x, double y, String anchor, String words) {
    return add(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            x,
            y,
            anchor,
            escaped(words)));
  }

  /** The same in bold. */
  Svg title(double x, double y, String words) {
    return add(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" font-weight=\"bold\">%s</text>",
            x,
            y,
            escaped(words)));
  }

  private Svg add(String element) {
    text.append(element).append('\n');
    return this;
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String toString() {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" font-family="sans-serif" font-size="12" fill="%3$s">
    %4$s</svg>
    """
        .formatted(width, height, INK, text);
  }
}
