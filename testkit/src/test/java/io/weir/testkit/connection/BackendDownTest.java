package io.weir.testkit.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.connection.CloseReason;
import io.weir.core.transport.ConnectFailure;
import io.weir.testkit.tls.Hello;
import io.weir.testkit.transport.FarEnd;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A backend's checks fail, and its open connections are to be closed. */
class BackendDownTest {

  @Test
  void allItsConnectionsAreResetAndNoOthers() {
    Bench bench = new Bench(Bench.plain(), 1001, 1002);
    FarEnd first = bench.client();
    FarEnd firstBackend = bench.acceptedBackend();
    FarEnd second = bench.client();
    bench.acceptedBackend();
    FarEnd other = bench.client();
    bench.transport.lastAttempt().refuse(ConnectFailure.REFUSED);
    bench.run();
    bench.acceptedBackend();

    bench.backends.goesDown(bench.backends.member(0));
    bench.run();

    assertThat(first.sawReset()).isTrue();
    assertThat(second.sawReset()).isTrue();
    assertThat(firstBackend.isClosed()).isTrue();
    assertThat(other.isClosed()).isFalse();
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.BACKEND_DOWN, 2L));
    assertThat(bench.backends.held()).isEqualTo(1);
  }

  @Test
  void whoStillConnectsIsLeftToItsOwnFate() {
    Bench bench = new Bench(Bench.plain(), 1001);
    FarEnd client = bench.client();

    bench.backends.goesDown(bench.backends.member(0));
    bench.run();
    bench.acceptedBackend();

    assertThat(client.isClosed()).isFalse();
    assertThat(bench.reasons()).isEmpty();
  }

  @Test
  void aHandshakeThatAlreadyHasABackendEndsWithIt() {
    MemoryTls clients = MemoryTls.passingOn(Duration.ofSeconds(10));
    Bench bench = new Bench(Bench.tlsOnBothSides(Duration.ofSeconds(10), clients), 1001);
    FarEnd client = bench.client();
    client.send(Hello.of("web.example").speaking("h2").bytes());
    bench.run();
    FarEnd backend = bench.acceptedBackend();
    backend.secure(Bench.speaking("h2"));
    bench.run();

    bench.backends.goesDown(bench.backends.member(0));
    bench.run();

    assertThat(client.isClosed()).isTrue();
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.BACKEND_DOWN, 1L));
    bench.assertEndedOnce("a handshake", client);
  }
}
