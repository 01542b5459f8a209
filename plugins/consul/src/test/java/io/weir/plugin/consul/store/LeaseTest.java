package io.weir.plugin.consul.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTest {

  /** In milliseconds. */
  @ParameterizedTest
  @CsvSource({
    "60000, 25000, 10000",
    "30000, 12500, 5000",
    "1000, 10000, 1000",
    "0, 10000, 1000",
    "600000, 295000, 10000",
    "864000000, 86400000, 10000",
  })
  void isMadeOfTwiceTheTimeToLiveAndTheDelay(long lease, long ttl, long delay) {
    assertThat(Lease.of(Duration.ofMillis(lease)))
        .isEqualTo(new Lease(Duration.ofMillis(ttl), Duration.ofMillis(delay)));
  }
}
