package io.weir.testkit.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.connection.CloseReason;
import io.weir.core.transport.ConnectFailure;
import io.weir.testkit.tls.Hello;
import io.weir.testkit.transport.FarEnd;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection whose backends have to be found by a name that nobody has asked for before. */
class WaitingForANameTest {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final Bench bench = new Bench(Bench.byName(Duration.ofSeconds(2), CONNECT), 1001, 1002);
  private FarEnd client;

  @BeforeEach
  void sayHello() {
    bench.backends.forgetNames();
    client = bench.client();
    client.send(Hello.of("a.example").bytes());
    bench.run();
    assertThat(bench.backends.waiting()).isEqualTo(1);
    assertThat(bench.transport.attempts()).isEmpty();
  }

  @Test
  void goesOnOnceTheNameIsKnown() {
    bench.backends.learnNames();
    bench.run();

    FarEnd backend = bench.acceptedBackend();
    assertThat(backend.received()).contains("a.example");
    bench.advance(CONNECT.multipliedBy(2));
    assertThat(bench.reasons()).isEmpty();
  }

  @Test
  void waitsAgainWhenTheNameWasForgottenBeforeARetry() {
    bench.backends.learnNames();
    bench.run();
    bench.backends.forgetNames();
    bench.transport.lastAttempt().refuse(ConnectFailure.REFUSED);
    bench.run();
    assertThat(bench.transport.attempts()).hasSize(1);

    bench.backends.learnNames();
    bench.run();

    assertThat(bench.transport.attempts()).hasSize(2);
    assertThat(bench.acceptedBackend().received()).contains("a.example");
  }

  @Test
  void waitsNoLongerThanForABackend() {
    bench.advance(CONNECT);

    bench.assertEndedOnce("after its time", client);
    assertThat(bench.backends.waiting()).isZero();
    assertThat(bench.reasons()).containsOnlyKeys(CloseReason.NO_BACKEND);
  }

  @Test
  void canEndMeanwhile() {
    client.reset();
    bench.run();

    bench.assertEndedOnce("reset", client);
    assertThat(bench.backends.waiting()).isZero();
    assertThat(bench.reasons()).containsOnlyKeys(CloseReason.CLIENT_RESET);
  }

  @Test
  void canEndWhileItIsBeingTold() {
    client.reset();
    bench.backends.learnNames();
    bench.run();

    bench.assertEndedOnce("reset", client);
    assertThat(bench.transport.attempts()).isEmpty();
  }

  @Test
  void canBeStoppedMeanwhile() {
    bench.group.endAll(CloseReason.SERVER_STOPPED);
    bench.run();

    bench.assertEndedOnce("stopped", client);
    assertThat(bench.transport.attempts()).isEmpty();
  }
}
