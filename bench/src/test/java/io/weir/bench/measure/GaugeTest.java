package io.weir.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.bench.measure.Gauge.Moment;
import io.weir.bench.measure.ThreadTimes.Spent;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GaugeTest {
  private static final long SECOND = 1_000_000_000;
  private final Gauge gauge = new Gauge(ProcFiles.ofThisMachine(), Set.of(0, 1));

  @Test
  void whatIsBusyAndNotOursIsForeign() {
    // Two processors for a second: 1.2 s busy, 0.9 s of that ours.
    assertThat(
            gauge.foreignShare(moment(0, 0, 0), moment(SECOND, 9 * SECOND / 10, 8 * SECOND / 10)))
        .isEqualTo(0.15, within(1e-9));
  }

  @Test
  void aQuietMachineHasNoForeignLoad() {
    assertThat(gauge.foreignShare(moment(0, 0, 0), moment(SECOND, SECOND, SECOND))).isZero();
  }

  @Test
  void theCoarseIdleClockDoesNotMakeItNegative() {
    assertThat(gauge.foreignShare(moment(0, 0, 0), moment(SECOND, SECOND, SECOND + 20_000_000)))
        .isZero();
  }

  private static Moment moment(long at, long ours, long idle) {
    return new Moment(
        at, ThreadTimes.NONE, new ThreadTimes(Map.of(1L, new Spent(ThreadKind.WORK, ours))), idle);
  }
}
