package io.weir.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bench.load.LoadResult;
import io.weir.bench.measure.Gauge.Moment;
import io.weir.bench.measure.Metric;
import io.weir.bench.measure.ThreadKind;
import io.weir.bench.measure.ThreadTimes;
import io.weir.bench.measure.ThreadTimes.Spent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SteadyValuesTest {
  private static final Moment BEFORE = moment(0, 1_000_000, 0, 0);
  private static final Moment AFTER = moment(1_000_000_000, 3_000_000, 500_000, 100_000);

  @Test
  void cpuTimeIsPerUnit() {
    var load =
        LoadResult.parse(
            """
            {"units":100,"seconds":0.5,"errors":2,"p50_us":10,"p99_us":20,"p999_us":30}
            """);

    assertThat(SteadyValues.of(load, BEFORE, AFTER, true))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Metric.CPU, 26.0,
                Metric.CPU_WORK, 20.0,
                Metric.CPU_JIT, 5.0,
                Metric.CPU_GC, 1.0,
                Metric.RATE, 200.0,
                Metric.P50, 10.0,
                Metric.P99, 20.0,
                Metric.P999, 30.0,
                Metric.ERRORS, 2.0));
  }

  @Test
  void withoutAProxyThereIsNoCpuTimeAndWithoutLatenciesNone() {
    assertThat(SteadyValues.of(new LoadResult(2, 0.5, 0, 0, 0, 0), BEFORE, AFTER, false))
        .containsExactlyInAnyOrderEntriesOf(Map.of(Metric.RATE, 4.0, Metric.ERRORS, 0.0));
  }

  @Test
  void whenNothingWentThroughOnlyTheErrorsAreTold() {
    assertThat(SteadyValues.of(new LoadResult(0, 0.5, 9, 0, 0, 0), BEFORE, AFTER, true))
        .containsExactlyInAnyOrderEntriesOf(Map.of(Metric.ERRORS, 9.0));
  }

  private static Moment moment(long at, long work, long jit, long gc) {
    return new Moment(
        at,
        new ThreadTimes(
            Map.of(
                1L, new Spent(ThreadKind.WORK, work),
                2L, new Spent(ThreadKind.JIT, jit),
                3L, new Spent(ThreadKind.GC, gc))),
        ThreadTimes.NONE,
        0);
  }
}
