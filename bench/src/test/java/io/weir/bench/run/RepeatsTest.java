package io.weir.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  @Test
  void aCleanSliceIsKept() throws InterruptedException {
    var slices = slices(0.05, 0.01);

    assertThat(new Repeats(10).best(slices::remove).foreign()).isEqualTo(0.05);
    assertThat(slices).hasSize(1);
  }

  @Test
  void aDirtyOneIsTakenAgainUntilOneIsClean() throws InterruptedException {
    var slices = slices(0.5, 0.02, 0.01);

    assertThat(new Repeats(10).best(slices::remove).foreign()).isEqualTo(0.02);
    assertThat(slices).hasSize(1);
  }

  @Test
  void theLeastDirtyOfThreeIsKept() throws InterruptedException {
    var slices = slices(0.5, 0.3, 0.4, 0.01);

    assertThat(new Repeats(10).best(slices::remove).foreign()).isEqualTo(0.3);
    assertThat(slices).hasSize(1);
  }

  @Test
  void theBudgetIsForAllOfThem() throws InterruptedException {
    var slices = slices(0.5, 0.4, 0.3, 0.2);
    var repeats = new Repeats(1);

    assertThat(repeats.best(slices::remove).foreign()).isEqualTo(0.4);
    assertThat(repeats.best(slices::remove).foreign()).isEqualTo(0.3);
  }

  private static ArrayDeque<Slice> slices(double... foreign) {
    var slices = new ArrayDeque<Slice>();
    for (double share : foreign) {
      slices.add(new Slice("conn", "weir", 0, share, share >= 0.1, Map.of()));
    }
    return slices;
  }
}
