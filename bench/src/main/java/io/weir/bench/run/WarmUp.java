package io.weir.bench.run;

import io.weir.bench.measure.Metric;

/**
 * Takes slices that do not count, until a program's JIT compilers have been quiet twice in a row
 * (they work in bursts). One without such compilers is warm after one slice.
 *
 * @param most how many slices at most
 */
record WarmUp(int most) {
  /** Below this share of a slice's CPU time the compilers count as quiet. */
  static final double QUIET = 0.02;

  private static final int IN_A_ROW = 2;

  /**
   * The compilers' share of the CPU time when it ended: below {@link #QUIET}, or the slices were
   * used up.
   */
  double run(Measurement measurement) throws InterruptedException {
    int quiet = 0;
    double share = 0;
    for (int i = 0; i < most && quiet < IN_A_ROW; i++) {
      share = share(measurement.take());
      if (share == 0) {
        return 0;
      }
      quiet = share < QUIET ? quiet + 1 : 0;
    }
    return share;
  }

  private static double share(Slice slice) {
    double jit = slice.values().getOrDefault(Metric.CPU_JIT, 0.0);
    return jit == 0 ? 0 : jit / slice.value(Metric.CPU);
  }
}
