package io.weir.bench.run;

import io.weir.bench.measure.Metric;
import java.util.Map;

/**
 * One measurement.
 *
 * @param round from 0; both of a pair that is compared have the same
 * @param foreign the share of the processors' time that went to others, 0 to 1
 * @param dirty whether that was too much, also after repeating
 */
public record Slice(
    String workload,
    String peer,
    int round,
    double foreign,
    boolean dirty,
    Map<Metric, Double> values) {
  /** One of its values; NaN if it was not measured. */
  public double value(Metric metric) {
    return values.getOrDefault(metric, Double.NaN);
  }
}
