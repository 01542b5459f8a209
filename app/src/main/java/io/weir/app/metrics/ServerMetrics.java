package io.weir.app.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.core.connection.CloseReason;
import io.weir.core.pool.PoolMember;
import io.weir.core.server.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The servers and their backends, by names that follow Prometheus' conventions. */
final class ServerMetrics implements MultiCollector {
  private static final MetricTable<Server> SERVERS =
      new MetricTable<>(
          ServerMetrics::labels,
          List.of(
              Metric.counter(
                  "weir_server_connections_total",
                  "Connections that were accepted.",
                  server -> server.counters().connections()),
              Metric.gauge(
                  "weir_server_active_connections",
                  "Connections that are open.",
                  Server::activeConnections),
              Metric.gauge(
                  "weir_server_max_connections",
                  "Connections that may be open at the same time; 0 if there is no limit.",
                  server -> server.definition().config().maxConnections().orElse(0)),
              Metric.counter(
                  "weir_server_dropped_datagrams_total",
                  "Datagrams that the system dropped before weir read them.",
                  Server::droppedDatagrams),
              Metric.counter(
                  "weir_server_received_bytes_total",
                  "Bytes that came from clients.",
                  server -> server.counters().tx()),
              Metric.counter(
                  "weir_server_sent_bytes_total",
                  "Bytes that went to clients.",
                  server -> server.counters().rx()),
              Metric.gauge(
                  "weir_server_backends",
                  "Backends in the pool.",
                  server -> count(server, member -> true)),
              Metric.gauge(
                  "weir_server_backends_live",
                  "Backends whose checks say that they work.",
                  server -> count(server, PoolMember::live)),
              Metric.gauge(
                  "weir_server_backends_enabled",
                  "Backends that no operator has in maintenance.",
                  server -> count(server, PoolMember::enabled)),
              Metric.gauge(
                  "weir_server_backends_draining",
                  "Backends that take no new connections because an operator says so or because"
                      + " discovery has dropped them.",
                  server -> count(server, ServerMetrics::drains)),
              Metric.gauge(
                  "weir_server_backends_eligible",
                  "Backends that a new connection may go to.",
                  server -> server.pool().snapshot().eligible()),
              Metric.gauge(
                  "weir_server_discovered",
                  "1 once the server's discovery has answered, with no backends too, else 0.",
                  server -> truth(server.pool().snapshot().discovered())),
              Metric.gauge(
                  "weir_server_panic",
                  "1 while backends that are down are used as well, because fewer others are left"
                      + " than panic_threshold says, else 0.",
                  server -> truth(server.pool().snapshot().panic())),
              Metric.counter(
                  "weir_server_discovery_failures_total",
                  "Look-ups and watches of the server's discovery that failed or took too long.",
                  server -> server.pool().failures().discoveries()),
              Metric.counter(
                  "weir_server_health_check_failures_total",
                  "Health checks that did not find a backend well, failed or took too long.",
                  server -> server.pool().failures().checks())));

  private static final MetricTable<BackendOf> BACKENDS =
      new MetricTable<>(
          BackendOf::labels,
          List.of(
              Metric.counter(
                  "weir_backend_connections_total",
                  "Connections that were begun to the backend.",
                  backend -> backend.member().counters().connections()),
              Metric.gauge(
                  "weir_backend_active_connections",
                  "Connections that are open to the backend.",
                  backend -> backend.member().activeConnections()),
              Metric.counter(
                  "weir_backend_refused_connections_total",
                  "Connections that the backend refused or did not answer in time.",
                  backend -> backend.member().counters().refused()),
              Metric.counter(
                  "weir_backend_received_bytes_total",
                  "Bytes that came from the backend.",
                  backend -> backend.member().counters().rx()),
              Metric.counter(
                  "weir_backend_sent_bytes_total",
                  "Bytes that went to the backend.",
                  backend -> backend.member().counters().tx()),
              Metric.gauge(
                  "weir_backend_live",
                  "1 if the backend's checks say that it works or if it is not checked, else 0.",
                  backend -> truth(backend.member().live())),
              Metric.gauge(
                  "weir_backend_enabled",
                  "0 while an operator has the backend in maintenance, else 1.",
                  backend -> truth(backend.member().enabled())),
              Metric.gauge(
                  "weir_backend_draining",
                  "1 while the backend takes no new connections because an operator says so or"
                      + " because discovery has dropped it, else 0.",
                  backend -> truth(drains(backend.member()))),
              Metric.gauge(
                  "weir_backend_weight",
                  "The backend's weight, the operator's if one is set.",
                  backend -> backend.member().backend().weight())));

  private static final MetricTable<BackendOf> STATES =
      new MetricTable<>(
          BackendOf::stateLabels,
          List.of(
              Metric.gauge(
                  "weir_backend_state",
                  "What the backend is good for, and why: the labels tell; always 1.",
                  _ -> 1),
              Metric.gauge(
                  "weir_backend_state_since_timestamp_seconds",
                  "Since when the backend's state is what it is.",
                  backend -> backend.state().since().toEpochMilli() / 1000.0)));

  private final Supplier<List<Server>> servers;

  /**
   * Prepares; nothing is read yet.
   *
   * @param servers the running servers
   */
  ServerMetrics(Supplier<List<Server>> servers) {
    this.servers = servers;
  }

  @Override
  public MetricSnapshots collect() {
    List<Server> running = servers.get();
    List<MetricSnapshot> all = new ArrayList<>(SERVERS.of(running));
    List<BackendOf> backends = BackendOf.all(running);
    all.addAll(BACKENDS.of(backends));
    all.addAll(STATES.of(backends));
    all.add(closed(running));
    all.add(
        Histograms.of(
            "weir_server_connect_duration_seconds",
            "How long it took to get a connection to a backend, those that refused included.",
            running,
            ServerMetrics::labels,
            server -> server.times().connect()));
    all.add(
        Histograms.of(
            "weir_server_connection_duration_seconds",
            "How long connections were open, from accept to end.",
            running,
            ServerMetrics::labels,
            server -> server.times().length()));
    return new MetricSnapshots(all);
  }

  /** Every reason from the beginning: a rate needs the 0 before the first one. */
  private static CounterSnapshot closed(List<Server> servers) {
    List<CounterDataPointSnapshot> points = new ArrayList<>();
    for (Server server : servers) {
      for (CloseReason reason : CloseReason.values()) {
        points.add(
            new CounterDataPointSnapshot(
                server.closed().of(reason), labels(server).add("reason", reason.word()), null, 0));
      }
    }
    return new CounterSnapshot(
        new MetricMetadata(
            "weir_connections_closed_total", "Connections that ended, by the reason why."),
        points);
  }

  private static Labels labels(Server server) {
    return Labels.of("server", server.definition().name());
  }

  private static double count(Server server, Predicate<PoolMember> wanted) {
    return server.pool().members().stream().filter(wanted).count();
  }

  private static boolean drains(PoolMember member) {
    return member.drain() || member.draining();
  }

  private static double truth(boolean fact) {
    return fact ? 1 : 0;
  }
}
