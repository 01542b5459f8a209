package io.weir.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bench.measure.ThreadTimes.Spent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {
  private static final ThreadTimes BEFORE =
      new ThreadTimes(
          Map.of(1L, new Spent(ThreadKind.WORK, 1000), 2L, new Spent(ThreadKind.JIT, 50_000)));

  @Test
  void aThreadThatEndedTakesNothingOfWhatWasBeforeWithIt() {
    var after = new ThreadTimes(Map.of(1L, new Spent(ThreadKind.WORK, 1500)));

    assertThat(after.since(BEFORE)).isEqualTo(new CpuTime(500, 0, 0));
  }

  @Test
  void aThreadThatBeganCountsFromItsBeginning() {
    var after =
        new ThreadTimes(
            Map.of(
                1L, new Spent(ThreadKind.WORK, 1000),
                2L, new Spent(ThreadKind.JIT, 50_001),
                3L, new Spent(ThreadKind.JIT, 7)));

    assertThat(after.since(BEFORE)).isEqualTo(new CpuTime(0, 8, 0));
  }
}
