package io.weir.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
  @Test
  void theMiddleOfAnOddNumberIsOneOfThem() {
    assertThat(Median.of(List.of(5.0, 1.0, 3.0))).isEqualTo(new Median(3, 2, 3, 4));
  }

  @Test
  void theMiddleOfAnEvenNumberLiesBetweenTwo() {
    assertThat(Median.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Median(4, 1.75, 2.5, 3.25));
  }

  @Test
  void oneIsItsOwnMiddleAndNoneHasNone() {
    assertThat(Median.of(List.of(7.0))).isEqualTo(new Median(1, 7, 7, 7));
    assertThat(Median.of(List.of()).value()).isNaN();
  }
}
