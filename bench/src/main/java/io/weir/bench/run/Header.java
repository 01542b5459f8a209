package io.weir.bench.run;

import io.weir.bench.measure.Metric;
import io.weir.bench.peer.Placement;
import io.weir.bench.workload.Unit;
import java.util.List;

/**
 * What was measured, where and how.
 *
 * @param date of the beginning, UTC
 * @param set its name
 * @param dirtyFrom the share of foreign load from which a slice is dirty
 */
public record Header(
    String date,
    String set,
    int rounds,
    long sliceMillis,
    double dirtyFrom,
    Machine machine,
    Placement placement,
    List<Entrant> peers,
    List<Described> workloads) {
  /**
   * A peer.
   *
   * @param config the configuration file, in the folder of the catalogue; empty for {@code direct}
   */
  public record Entrant(String name, String version, String config, String note, boolean weir) {}

  /** A workload, so that a report needs the file alone. */
  public record Described(String name, String title, Unit unit, List<Metric> compared) {}
}
