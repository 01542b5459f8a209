package io.weir.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationHistogramTest {
  private final DurationHistogram histogram =
      new DurationHistogram(Duration.ofMillis(1), Duration.ofSeconds(1));

  @Test
  void eachTimeIsInTheFirstBucketThatHoldsIt() {
    histogram.record(0);
    histogram.record(1_000_000);
    histogram.record(1_000_001);
    histogram.record(1_000_000_001);
    histogram.record(Long.MAX_VALUE / 2);

    DurationHistogram.Snapshot snapshot = histogram.snapshot();

    assertThat(snapshot.upperBounds()).containsExactly(0.001, 1.0, Double.POSITIVE_INFINITY);
    assertThat(snapshot.counts()).containsExactly(2L, 1L, 2L);
    assertThat(snapshot.count()).isEqualTo(5);
  }

  @Test
  void sumIsInSeconds() {
    histogram.record(250_000_000);
    histogram.record(1_500_000_000);

    assertThat(histogram.snapshot().sumSeconds()).isEqualTo(1.75);
  }

  @Test
  void aClockThatWentBackDoesNotLowerTheSum() {
    histogram.record(1_000_000_000);
    histogram.record(-1);

    assertThat(histogram.snapshot().counts()).containsExactly(1L, 1L, 0L);
    assertThat(histogram.snapshot().sumSeconds()).isEqualTo(1.0);
  }

  @Test
  void boundsThatDoNotAscendAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DurationHistogram(Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .withMessageContaining("upperBounds");
  }

  @Test
  void severalThreadsLoseNothing() throws InterruptedException {
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < 100_000; n++) {
                  histogram.record(n * 100L);
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(histogram.snapshot().count()).isEqualTo(400_000);
    assertThat(histogram.snapshot().counts()).containsExactly(40_004L, 359_996L, 0L);
  }

  @Test
  void countingAllocatesNothing() {
    ConnectionTimes times = new ConnectionTimes();

    long bytes =
        AllocatedBytes.least(() -> {
          for (int n = 0; n < 1000; n++) {
            times.connect().record(n * 50_000L);
            times.length().record(n * 1_000_000_000L);
          }
        });

    assertThat(bytes).isZero();
    assertThat(times.length().snapshot().count()).isPositive();
  }

  @Test
  void bucketsOfConnectionsAreThoseThatAreDocumented() {
    ConnectionTimes times = new ConnectionTimes();

    assertThat(times.connect().snapshot().upperBounds())
        .containsExactly(
            0.0001,
            0.00025,
            0.0005,
            0.001,
            0.0025,
            0.005,
            0.01,
            0.025,
            0.05,
            0.1,
            0.25,
            0.5,
            1.0,
            2.5,
            5.0,
            10.0,
            Double.POSITIVE_INFINITY);
    assertThat(times.length().snapshot().upperBounds())
        .containsExactly(
            0.001,
            0.01,
            0.1,
            1.0,
            5.0,
            10.0,
            30.0,
            60.0,
            300.0,
            900.0,
            3600.0,
            14_400.0,
            86_400.0,
            Double.POSITIVE_INFINITY);
  }
}
