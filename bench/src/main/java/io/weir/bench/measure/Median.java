package io.weir.bench.measure;

import java.util.Arrays;
import java.util.Collection;

/**
 * What lies in the middle of some values, and where the quarters end.
 *
 * @param count how many values there were; the rest is NaN when there were none
 */
public record Median(int count, double low, double value, double high) {
  /** Of these values. */
  public static Median of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Median(
        sorted.length, quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
  }

  /**
   * Between two values the way between them (type 7 of Hyndman and Fan, which R and numpy take).
   */
  private static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = share * (sorted.length - 1);
    int below = (int) at;
    double next = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (at - below) * (next - sorted[below]);
  }
}
