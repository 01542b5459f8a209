package io.weir.testkit.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.connection.CloseReason;
import io.weir.testkit.transport.FarEnd;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a client may take for its ClientHello where two keys have a say. */
class TimeForTheHelloTest {

  @ParameterizedTest
  @CsvSource({"2, 10, 2", "10, 2, 2", "0, 10, 10", "2, 0, 2"})
  void theSoonerLimitHolds(int readTimeout, int handshakeTimeout, int limit) {
    Bench bench =
        new Bench(
            Bench.tls(
                Duration.ofSeconds(handshakeTimeout),
                Bench.byName(Duration.ofSeconds(readTimeout), Duration.ofSeconds(1))),
            1001);
    FarEnd client = bench.client();
    bench.advance(Duration.ofSeconds(limit).minusMillis(1));
    assertThat(bench.reasons()).isEmpty();

    bench.advance(Duration.ofMillis(1));

    bench.assertEndedOnce("silent", client);
    assertThat(bench.reasons()).containsOnlyKeys(CloseReason.HELLO_TIMEOUT);
  }

  @Test
  void withoutALimitItMayTakeForEver() {
    Bench bench =
        new Bench(Bench.tls(Duration.ZERO, Bench.byName(Duration.ZERO, Duration.ZERO)), 1001);
    bench.client();

    bench.advance(Duration.ofDays(1));

    assertThat(bench.reasons()).isEmpty();
  }
}
