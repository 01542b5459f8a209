package io.weir.app.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.core.certificate.CertificateStatus;
import io.weir.core.server.Server;
import java.util.List;
import java.util.function.Supplier;

/** The certificates that servers show their clients: a series for each that is configured. */
final class CertificateMetrics implements MultiCollector {
  private static final MetricTable<CertificateOf> CERTIFICATES =
      new MetricTable<>(
          of -> Labels.of("server", of.server(), "source", of.certificate().origin()),
          List.of(
              Metric.gauge(
                  "weir_certificate_not_after_timestamp_seconds",
                  "Until when the certificate is valid.",
                  of -> of.certificate().notAfter().getEpochSecond()),
              Metric.gauge(
                  "weir_certificate_not_before_timestamp_seconds",
                  "From when on the certificate is valid.",
                  of -> of.certificate().notBefore().getEpochSecond())));

  private final Supplier<List<Server>> servers;

  /**
   * A certificate as part of a server.
   *
   * @param server the server's name
   * @param certificate the certificate
   */
  private record CertificateOf(String server, CertificateStatus certificate) {}

  /**
   * Prepares; nothing is read yet.
   *
   * @param servers the running servers
   */
  CertificateMetrics(Supplier<List<Server>> servers) {
    this.servers = servers;
  }

  @Override
  public MetricSnapshots collect() {
    return new MetricSnapshots(
        CERTIFICATES.of(
            servers.get().stream()
                .flatMap(server ->
                    server.certificates().stream()
                        .map(certificate ->
                            new CertificateOf(server.definition().name(), certificate)))
                .toList()));
  }
}
