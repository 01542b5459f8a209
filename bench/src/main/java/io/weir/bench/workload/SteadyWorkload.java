package io.weir.bench.workload;

import io.weir.bench.load.Programs;
import io.weir.bench.measure.Metric;
import io.weir.bench.peer.Target;
import java.util.List;

/** A load on a peer that runs and is warm. */
public non-sealed interface SteadyWorkload extends Workload {
  /** The command line of its generator. */
  List<String> load(Programs programs, Target target, long millis);

  @Override
  default List<Metric> compared() {
    return List.of(Metric.CPU, Metric.CPU_WORK);
  }
}
