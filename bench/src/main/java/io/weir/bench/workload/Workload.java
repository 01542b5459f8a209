package io.weir.bench.workload;

import io.weir.bench.measure.Metric;
import io.weir.bench.peer.Wire;
import java.util.List;

/**
 * One kind of load. A further one is a class of one of the two kinds, and a line in {@code
 * BenchSets}.
 */
public sealed interface Workload permits SteadyWorkload, FreshWorkload {
  /** Its name in results and on the command line. */
  String name();

  /** What it is, for the report. */
  String title();

  /** What it goes over; only peers that serve that are measured. */
  default Wire wire() {
    return Wire.TCP;
  }

  /** What it counts. */
  Unit unit();

  /**
   * In what weir is compared with peers; of each less is better. The first is the one that is
   * drawn.
   */
  List<Metric> compared();
}
