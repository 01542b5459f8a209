package io.weir.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bench.measure.Metric;
import java.util.ArrayDeque;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void itEndsWhenTheCompilersWereQuietTwiceInARow() throws InterruptedException {
    var slices = slices(0.5, 0.01, 0.3, 0.019, 0.001, 0.9);

    assertThat(new WarmUp(20).run(slices::remove)).isEqualTo(0.001);
    assertThat(slices).hasSize(1);
  }

  @Test
  void aProgramWithoutCompilersIsWarmAfterOne() throws InterruptedException {
    var slices = slices(0, 0.5);

    assertThat(new WarmUp(20).run(slices::remove)).isZero();
    assertThat(slices).hasSize(1);
  }

  @Test
  void whoeverStaysColdIsToldWithItsShare() throws InterruptedException {
    var slices = slices(0.5, 0.4, 0.3, 0.2);

    assertThat(new WarmUp(3).run(slices::remove)).isEqualTo(0.3).isGreaterThan(WarmUp.QUIET);
    assertThat(slices).hasSize(1);
  }

  private static ArrayDeque<Slice> slices(double... shares) {
    var slices = new ArrayDeque<Slice>();
    for (double share : shares) {
      slices.add(
          new Slice("conn", "weir", -1, 0, false, Map.of(Metric.CPU, 1.0, Metric.CPU_JIT, share)));
    }
    return slices;
  }
}
