package io.weir.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.bench.measure.Median;
import io.weir.bench.measure.Metric;
import io.weir.bench.measure.Ratio;
import io.weir.bench.report.Figures.Marked;
import io.weir.bench.run.Slice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void dirtySlicesDoNotCountWhileThreeCleanOnesAreLeft() {
    Figures figures =
        figures(
            clean("weir", 0, 1), clean("weir", 1, 2), clean("weir", 2, 3), dirty("weir", 3, 99));

    assertThat(figures.median("conn", "weir", Metric.CPU))
        .contains(new Marked<>(new Median(3, 1.5, 2, 2.5), false));
    assertThat(figures.dirtyShare()).isEqualTo(0.25);
  }

  @Test
  void elseTheyCountAndAreTold() {
    Figures figures = figures(clean("weir", 0, 1), clean("weir", 1, 2), dirty("weir", 2, 9));

    assertThat(figures.median("conn", "weir", Metric.CPU))
        .contains(new Marked<>(new Median(3, 1.5, 2, 5.5), true));
  }

  @Test
  void ratiosAreTakenRoundByRound() {
    Figures figures =
        figures(
            clean("weir", 0, 1),
            clean("weir", 1, 10),
            clean("weir", 2, 100),
            clean("weir", 3, 7),
            clean("haproxy", 2, 200),
            clean("haproxy", 1, 20),
            clean("haproxy", 0, 2));

    Marked<Ratio> ratio = figures.ratio("conn", "weir", "haproxy", Metric.CPU).orElseThrow();

    assertThat(ratio.spoilt()).isFalse();
    assertThat(ratio.value().pairs()).isEqualTo(3);
    assertThat(ratio.value().estimate()).isEqualTo(0.5, within(1e-9));
  }

  @Test
  void aPairIsCleanWhenBothAre() {
    Figures figures =
        figures(
            clean("weir", 0, 1),
            clean("weir", 1, 1),
            clean("weir", 2, 1),
            clean("haproxy", 0, 2),
            clean("haproxy", 1, 2),
            dirty("haproxy", 2, 9));

    assertThat(figures.ratio("conn", "weir", "haproxy", Metric.CPU).orElseThrow().spoilt())
        .isTrue();
  }

  @Test
  void whatWasNotMeasuredHasNoFigure() {
    Figures figures = figures(clean("weir", 0, 1));

    assertThat(figures.median("conn", "weir", Metric.P50)).isEmpty();
    assertThat(figures.ratio("conn", "weir", "nginx", Metric.CPU)).isEmpty();
  }

  private static Figures figures(Slice... slices) {
    return new Figures(SampleRun.of(List.of(slices)));
  }

  private static Slice clean(String peer, int round, double cpu) {
    return new Slice("conn", peer, round, 0.01, false, Map.of(Metric.CPU, cpu));
  }

  private static Slice dirty(String peer, int round, double cpu) {
    return new Slice("conn", peer, round, 0.5, true, Map.of(Metric.CPU, cpu));
  }
}
