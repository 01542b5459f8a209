package io.weir.bench.workload;

import io.weir.bench.load.LoadResult;
import io.weir.bench.measure.CpuTime;
import io.weir.bench.measure.Gauge.Moment;
import io.weir.bench.measure.Metric;
import java.util.EnumMap;
import java.util.Map;

/** Turns what a generator and the kernel say of a slice into metrics. */
public final class SteadyValues {
  private SteadyValues() {}

  /**
   * The metrics of a slice.
   *
   * @param measured whether there was a process between client and backend; without one there is no
   *     CPU time
   */
  public static Map<Metric, Double> of(
      LoadResult load, Moment before, Moment after, boolean measured) {
    var values = new EnumMap<Metric, Double>(Metric.class);
    values.put(Metric.ERRORS, (double) load.errors());
    if (load.units() <= 0) {
      return values;
    }
    values.put(Metric.RATE, load.units() / load.seconds());
    if (load.p50() > 0) {
      values.put(Metric.P50, load.p50());
      values.put(Metric.P99, load.p99());
      values.put(Metric.P999, load.p999());
    }
    if (measured) {
      CpuTime cpu = after.subject().since(before.subject());
      double nanosPerMicro = 1e3 * load.units();
      values.put(Metric.CPU, cpu.total() / nanosPerMicro);
      values.put(Metric.CPU_WORK, cpu.work() / nanosPerMicro);
      values.put(Metric.CPU_JIT, cpu.jit() / nanosPerMicro);
      values.put(Metric.CPU_GC, cpu.gc() / nanosPerMicro);
    }
    return values;
  }
}
