package io.weir.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RatioTest {
  /** By hand: logs -0.693147, 0, 0.693147; mean 0, deviation 0.693147, t(2) = 4.303. */
  @Test
  void theIntervalIsStudentsOverTheLogarithms() {
    Ratio ratio = Ratio.of(List.of(0.5, 1.0, 2.0));

    assertThat(ratio.pairs()).isEqualTo(3);
    assertThat(ratio.estimate()).isEqualTo(1, within(1e-9));
    double half = 4.303 * 0.693147 / Math.sqrt(3);
    assertThat(ratio.low()).isEqualTo(Math.exp(-half), within(1e-4));
    assertThat(ratio.high()).isEqualTo(Math.exp(half), within(1e-4));
  }

  @Test
  void equalRatiosLeaveNoDoubt() {
    Ratio ratio = Ratio.of(List.of(0.8, 0.8, 0.8));

    assertThat(ratio.low()).isEqualTo(0.8, within(1e-9));
    assertThat(ratio.high()).isEqualTo(0.8, within(1e-9));
  }

  @Test
  void oneRatioSaysNothingAboutItsDoubt() {
    assertThat(Ratio.of(List.of(0.5))).isEqualTo(new Ratio(1, 0.5, 0, Double.POSITIVE_INFINITY));
    assertThat(Ratio.of(List.of()).estimate()).isNaN();
  }

  @Test
  void theTruthLiesInTheIntervalNineteenTimesOutOfTwenty() {
    var random = new Random(1);
    int hits = 0;
    for (int run = 0; run < 2000; run++) {
      var ratios = new ArrayList<Double>();
      for (int round = 0; round < 15; round++) {
        ratios.add(0.9 * Math.exp(0.1 * random.nextGaussian()));
      }
      Ratio ratio = Ratio.of(ratios);
      if (ratio.low() <= 0.9 && 0.9 <= ratio.high()) {
        hits++;
      }
    }

    assertThat(hits / 2000.0).isBetween(0.935, 0.965);
  }
}
