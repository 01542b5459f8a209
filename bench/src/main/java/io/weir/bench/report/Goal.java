package io.weir.bench.report;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.weir.bench.BenchException;
import io.weir.bench.measure.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Something weir is to keep; read from {@code goals.conf}. */
sealed interface Goal {
  /** In which workload. */
  String workload();

  /** In what. */
  Metric metric();

  /** The bound. */
  double atMost();

  /** The upper end of the interval of weir / peer, round by round. */
  record AgainstPeer(String workload, Metric metric, String peer, double atMost) implements Goal {}

  /** weir's own median in another workload, times the bound. */
  record AgainstItself(String workload, Metric metric, String other, double atMost)
      implements Goal {}

  /** The median itself, in the report's unit. */
  record Bound(String workload, Metric metric, double atMost) implements Goal {}

  /**
   * Those of a file, one for each workload and peer.
   *
   * @throws BenchException if it cannot be read
   */
  static List<Goal> read(Path file) {
    try {
      return ConfigFactory.parseFile(file.toFile()).resolve().getConfigList("goals").stream()
          .flatMap(entry -> of(entry).stream())
          .toList();
    } catch (ConfigException e) {
      throw new BenchException("The goals cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Goal> of(Config entry) {
    Metric metric = Metric.valueOf(entry.getString("metric").toUpperCase(Locale.ROOT));
    double atMost = entry.getDouble("at_most");
    List<String> workloads = entry.getStringList("workloads");
    if (entry.hasPath("peers")) {
      return workloads.stream()
          .flatMap(workload ->
              entry.getStringList("peers").stream()
                  .<Goal>map(peer -> new AgainstPeer(workload, metric, peer, atMost)))
          .toList();
    }
    if (entry.hasPath("itself_in")) {
      String other = entry.getString("itself_in");
      return workloads.stream()
          .<Goal>map(workload -> new AgainstItself(workload, metric, other, atMost))
          .toList();
    }
    return workloads.stream().<Goal>map(workload -> new Bound(workload, metric, atMost)).toList();
  }
}
