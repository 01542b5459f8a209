package io.weir.bench.workload;

import io.weir.bench.measure.Metric;
import java.util.Map;

/** A load that needs a process that has done nothing yet, and ends with it. */
public non-sealed interface FreshWorkload extends Workload {
  /**
   * What came of it.
   *
   * @param foreign the share of the processors' time that went to others; 0 where that does not
   *     matter
   */
  record Measured(Map<Metric, Double> values, double foreign) {}

  /** Starts the peer, measures, and stops it. */
  Measured measure(FreshPeer peer) throws InterruptedException;
}
