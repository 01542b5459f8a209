package io.weir.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bench.measure.Metric;
import io.weir.bench.measure.Ratio;
import io.weir.bench.workload.Unit;
import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void threeDigitsCount() {
    assertThat(Shown.number(0.1234)).isEqualTo("0.12");
    assertThat(Shown.number(12.34)).isEqualTo("12.3");
    assertThat(Shown.number(123.4)).isEqualTo("123");
    assertThat(Shown.number(12345)).isEqualTo("12,300");
    assertThat(Shown.number(Double.NaN)).isEqualTo("–");
  }

  @Test
  void cpuTimePerGigabyteIsInMilliseconds() {
    assertThat(Shown.scaled(Metric.CPU, Unit.GIGABYTE, 462_000)).isEqualTo(462);
    assertThat(Shown.heading(Metric.CPU, Unit.GIGABYTE)).isEqualTo("CPU, ms/GB");
    assertThat(Shown.scaled(Metric.CPU, Unit.CONNECTION, 43)).isEqualTo(43);
  }

  @Test
  void aRatioOfOneRoundHasNoInterval() {
    assertThat(Shown.ratio(new Ratio(1, 0.5, 0, Double.POSITIVE_INFINITY))).isEqualTo("0.50");
    assertThat(Shown.ratio(new Ratio(3, 0.5, 0.45, 0.55))).isEqualTo("0.50 (0.45–0.55)");
  }

  @Test
  void theVerdictNeedsTheWholeInterval() {
    assertThat(Verdict.of(new Ratio(3, 0.9, 0.8, 0.99))).isEqualTo(Verdict.LESS);
    assertThat(Verdict.of(new Ratio(3, 0.9, 0.8, 1.01))).isEqualTo(Verdict.EVEN);
    assertThat(Verdict.of(new Ratio(3, 1.2, 1.1, 1.3))).isEqualTo(Verdict.MORE);
  }
}
