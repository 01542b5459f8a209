package io.weir.app.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.weir.core.stats.DurationHistogram;
import java.util.List;
import java.util.function.Function;

/** Times as Prometheus wants to see them. */
final class Histograms {
  private Histograms() {}

  /**
   * One histogram for each of several things.
   *
   * @param labels what tells one thing from the others
   */
  static <T> HistogramSnapshot of(
      String name,
      String help,
      List<T> things,
      Function<T, Labels> labels,
      Function<T, DurationHistogram> times) {
    return new HistogramSnapshot(
        new MetricMetadata(name, help),
        things.stream()
            .map(thing -> point(times.apply(thing).snapshot(), labels.apply(thing)))
            .toList());
  }

  private static HistogramDataPointSnapshot point(DurationHistogram.Snapshot times, Labels labels) {
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(ClassicHistogramBuckets.of(times.upperBounds(), times.counts()))
        .sum(times.sumSeconds())
        .labels(labels)
        .build();
  }
}
