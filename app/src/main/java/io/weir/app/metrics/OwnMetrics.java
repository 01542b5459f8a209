package io.weir.app.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What the process does beside serving: reading its configuration, and writing logs. */
final class OwnMetrics implements MultiCollector {
  private static final MetricTable<Map.Entry<String, LongSupplier>> LOGS =
      new MetricTable<>(
          log -> Labels.of("log", log.getKey()),
          List.of(
              Metric.counter(
                  "weir_log_lines_dropped_total",
                  "Lines that were lost because the log's output did not keep up or could not be"
                      + " written.",
                  log -> log.getValue().getAsLong())));

  private final MetricTable<ReloadTally.Result> results;
  private final MetricTable<ReloadTally> last =
      new MetricTable<>(
          _ -> Labels.EMPTY,
          List.of(
              Metric.gauge(
                  "weir_config_last_reload_successful",
                  "0 if what the last reload read could not be put into effect, else 1.",
                  tally -> tally.lastApplied() ? 1 : 0),
              Metric.gauge(
                  "weir_config_last_reload_success_timestamp_seconds",
                  "When the configuration that weir goes by was put into effect.",
                  tally -> tally.appliedAt().toEpochMilli() / 1000.0)));

  private final ReloadTally reloads;
  private final Map<String, LongSupplier> lostLines;

  OwnMetrics(ReloadTally reloads, Map<String, LongSupplier> lostLines) {
    this.reloads = reloads;
    this.lostLines = Map.copyOf(lostLines);
    this.results =
        new MetricTable<>(
            result -> Labels.of("result", result.word()),
            List.of(
                Metric.counter(
                    "weir_reloads_total",
                    "Reloads of the configuration, by what came of them.",
                    reloads::count)));
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> all = new ArrayList<>(results.of(List.of(ReloadTally.Result.values())));
    all.addAll(last.of(List.of(reloads)));
    all.addAll(LOGS.of(List.copyOf(lostLines.entrySet())));
    return new MetricSnapshots(all);
  }
}
