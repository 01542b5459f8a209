package io.weir.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateSamplerTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final RateSampler sampler = new RateSampler(nanos::get);
  private final TrafficCounters counters = new TrafficCounters();
  private final TrafficRates rates = sampler.follow(counters);

  @Test
  void aRateIsTheMeanOverTheLastTwoSeconds() {
    counters.addRx(1000);
    counters.addTx(10);
    secondsPass(1);
    counters.addRx(3000);
    secondsPass(1);

    assertThat(rates.rxPerSecond()).isEqualTo(2000);
    assertThat(rates.txPerSecond()).isEqualTo(5);
    assertThat(rates.bytesPerSecond()).isEqualTo(2005);

    secondsPass(1);
    assertThat(rates.rxPerSecond()).isEqualTo(1500);
    secondsPass(1);
    assertThat(rates.bytesPerSecond()).isZero();
  }

  @Test
  void whatWasCountedBeforeDoesNotCountAsSpeed() {
    counters.addRx(1_000_000);
    TrafficRates later = sampler.follow(counters);
    counters.addRx(2000);

    secondsPass(2);

    assertThat(later.rxPerSecond()).isEqualTo(1000);
  }

  @Test
  void aSampleThatComesLateIsDividedByTheTimeThatPassed() {
    counters.addTx(8000);

    secondsPass(4);

    assertThat(rates.txPerSecond()).isEqualTo(2000);
  }

  @Test
  void twoSamplesAtTheSameMomentKeepTheRate() {
    counters.addTx(2000);
    secondsPass(2);
    counters.addTx(2000);

    sampler.sample();
    sampler.sample();

    assertThat(rates.txPerSecond()).isGreaterThanOrEqualTo(1000);
  }

  @Test
  void onceForgottenNothingIsWorkedOutAnyMore() {
    sampler.forget(rates);
    counters.addTx(1000);

    secondsPass(1);

    assertThat(rates.txPerSecond()).isZero();
  }

  @Test
  void samplingAndReadingAllocateNothingPerCounter() {
    for (int i = 0; i < 1000; i++) {
      sampler.follow(counters);
    }
    AtomicLong sum = new AtomicLong();
    long bytes =
        AllocatedBytes.least(
            () -> {
              nanos.addAndGet(1_000_000_000);
              counters.addTx(1);
            },
            () -> {
              sampler.sample();
              for (int i = 0; i < 1000; i++) {
                sum.addAndGet(rates.bytesPerSecond());
              }
            });
    assertThat(sum).hasPositiveValue();
    // The iterator over what is followed is all there may be.
    assertThat(bytes).isLessThan(200);
  }

  private void secondsPass(int seconds) {
    nanos.addAndGet(seconds * 1_000_000_000L);
    sampler.sample();
  }
}
