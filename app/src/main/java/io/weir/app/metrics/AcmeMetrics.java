package io.weir.app.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.core.acme.AcmeStatus;
import java.util.List;
import java.util.function.Supplier;

/** The names whose certificates weir obtains: a series for each that is listed. */
final class AcmeMetrics implements MultiCollector {
  private static final MetricTable<AcmeStatus> NAMES =
      new MetricTable<>(
          status -> Labels.of("server", status.server(), "name", status.name()),
          List.of(
              Metric.gauge(
                  "weir_acme_certificate_present",
                  "1 if there is a certificate for the name, 0 if there is none yet.",
                  status -> status.notAfter() == null ? 0 : 1),
              Metric.gauge(
                  "weir_acme_failed_attempts",
                  "Attempts in a row to obtain a certificate for the name that have failed.",
                  AcmeStatus::failures),
              Metric.gauge(
                  "weir_acme_next_attempt_timestamp_seconds",
                  "When the certificate is renewed, or tried for again.",
                  status -> status.nextAttempt().getEpochSecond())));

  private final Supplier<List<AcmeStatus>> all;

  /**
   * Prepares; nothing is read yet.
   *
   * @param all how it stands with each name
   */
  AcmeMetrics(Supplier<List<AcmeStatus>> all) {
    this.all = all;
  }

  @Override
  public MetricSnapshots collect() {
    return new MetricSnapshots(NAMES.of(all.get()));
  }
}
