package io.weir.app.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.core.server.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The same under gobetween's names, all of them gauges as there, for dashboards that were made for
 * it.
 */
final class GobetweenMetrics implements MultiCollector {
  private static final MetricTable<Server> SERVERS =
      new MetricTable<>(
          server -> Labels.of("server", server.definition().name()),
          List.of(
              Metric.gauge(
                  "gobetween_server_count",
                  "Backends of the server.",
                  server -> server.pool().members().size()),
              Metric.gauge(
                  "gobetween_server_active_connections",
                  "Connections that are open.",
                  Server::activeConnections),
              Metric.gauge(
                  "gobetween_server_rx_total",
                  "Bytes from backends to clients.",
                  server -> server.counters().rx()),
              Metric.gauge(
                  "gobetween_server_tx_total",
                  "Bytes from clients to backends.",
                  server -> server.counters().tx()),
              Metric.gauge(
                  "gobetween_server_rx_second",
                  "Bytes per second from backends to clients.",
                  server -> server.rates().rxPerSecond()),
              Metric.gauge(
                  "gobetween_server_tx_second",
                  "Bytes per second from clients to backends.",
                  server -> server.rates().txPerSecond())));

  private static final MetricTable<BackendOf> BACKENDS =
      new MetricTable<>(
          BackendOf::labels,
          List.of(
              Metric.gauge(
                  "gobetween_backend_active_connections",
                  "Connections that are open to the backend.",
                  backend -> backend.member().activeConnections()),
              Metric.gauge(
                  "gobetween_backend_refused_connections",
                  "Connections that the backend refused.",
                  backend -> backend.member().counters().refused()),
              Metric.gauge(
                  "gobetween_backend_total_connections",
                  "Connections that were begun to the backend.",
                  backend -> backend.member().counters().connections()),
              Metric.gauge(
                  "gobetween_backend_rx_bytes",
                  "Bytes from the backend.",
                  backend -> backend.member().counters().rx()),
              Metric.gauge(
                  "gobetween_backend_tx_bytes",
                  "Bytes to the backend.",
                  backend -> backend.member().counters().tx()),
              Metric.gauge(
                  "gobetween_backend_rx_second",
                  "Bytes per second from the backend.",
                  backend -> backend.member().rates().rxPerSecond()),
              Metric.gauge(
                  "gobetween_backend_tx_second",
                  "Bytes per second to the backend.",
                  backend -> backend.member().rates().txPerSecond()),
              Metric.gauge(
                  "gobetween_backend_live",
                  "1 if the backend works, else 0.",
                  backend -> backend.member().live() ? 1 : 0)));

  private final MetricTable<GobetweenMetrics> build;
  private final Supplier<List<Server>> servers;

  /**
   * Prepares; nothing is read yet.
   *
   * @param version weir's version
   * @param servers the running servers
   */
  GobetweenMetrics(String version, Supplier<List<Server>> servers) {
    this.servers = servers;
    // What weir has no word for is there and empty, so that a query by these labels finds it.
    Labels labels = Labels.of("version", version, "revision", "", "branch", "", "goversion", "");
    this.build =
        new MetricTable<>(
            _ -> labels,
            List.of(Metric.gauge("gobetween_build_info", "Which weir this is; always 1.", _ -> 1)));
  }

  @Override
  public MetricSnapshots collect() {
    List<Server> running = servers.get();
    List<MetricSnapshot> all = new ArrayList<>(build.of(List.of(this)));
    all.addAll(SERVERS.of(running));
    all.addAll(BACKENDS.of(BackendOf.all(running)));
    return new MetricSnapshots(all);
  }
}
