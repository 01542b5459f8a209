package io.weir.app.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.function.Function;

/**
 * What is told of each of several things of one kind: a column per metric, a row per thing. There
 * is a series for what is there when it is asked, and none for what is gone.
 *
 * @param labels what tells one thing from the others
 * @param metrics what is told of each
 * @param <T> the things
 */
record MetricTable<T>(Function<T, Labels> labels, List<Metric<T>> metrics) {

  /** Reads everything off. */
  List<MetricSnapshot> of(List<T> things) {
    return metrics.stream().map(metric -> column(metric, things)).toList();
  }

  private MetricSnapshot column(Metric<T> metric, List<T> things) {
    MetricMetadata metadata = new MetricMetadata(metric.name(), metric.help());
    return switch (metric.type()) {
      case COUNTER ->
          new CounterSnapshot(
              metadata,
              things.stream()
                  .map(thing ->
                      new CounterDataPointSnapshot(
                          metric.value().applyAsDouble(thing), labels.apply(thing), null, 0))
                  .toList());
      case GAUGE ->
          new GaugeSnapshot(
              metadata,
              things.stream()
                  .map(thing ->
                      new GaugeDataPointSnapshot(
                          metric.value().applyAsDouble(thing), labels.apply(thing), null))
                  .toList());
    };
  }
}
