package io.weir.testkit.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.connection.CloseReason;
import io.weir.core.transport.ConnectFailure;
import io.weir.testkit.tls.Hello;
import io.weir.testkit.transport.FarEnd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The backend chooses the application protocol, and the client is answered what it chose. */
class PassedProtocolsTest {
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);

  private final MemoryTls tls = MemoryTls.passingOn(HANDSHAKE);
  private final Bench bench = new Bench(Bench.tlsOnBothSides(HANDSHAKE, tls), 1001, 1002);

  private FarEnd client(String... protocols) {
    FarEnd client = bench.client();
    client.send(Hello.of("web.example").speaking(protocols).bytes());
    bench.run();
    return client;
  }

  private FarEnd securedBackend(String protocol) {
    FarEnd backend = bench.acceptedBackend();
    backend.secure(Bench.speaking(protocol));
    bench.run();
    return backend;
  }

  @Test
  void theClientsHandshakeWaitsForTheBackends() {
    FarEnd client = client("h2", "http/1.1");
    FarEnd backend = bench.acceptedBackend();
    assertThat(tls.asked()).containsExactly("backend [h2, http/1.1]");

    backend.secure(Bench.speaking("http/1.1"));
    bench.run();
    assertThat(tls.asked()).containsExactly("backend [h2, http/1.1]", "client http/1.1");
    client.secure(Bench.speaking("http/1.1"));
    bench.run();

    client.send("question");
    bench.run();
    backend.send("answer");
    bench.run();
    assertThat(backend.received()).isEqualTo("question");
    assertThat(client.received()).isEqualTo("answer");
    client.finish();
    backend.finish();
    bench.run();
    bench.assertEndedOnce("finished", client);
    assertThat(bench.reasons()).containsOnlyKeys(CloseReason.FINISHED);
  }

  @Test
  void aBackendThatChoosesNoneIsAnsweredTheSame() {
    client("h2");
    securedBackend(null);
    assertThat(tls.asked()).containsExactly("backend [h2]", "client null");
  }

  @Test
  void aClientThatOffersNoneIsServedInTheUsualOrder() {
    FarEnd client = client();
    assertThat(tls.asked()).containsExactly("client");
    assertThat(bench.transport.attempts()).isEmpty();

    client.secure(Bench.SESSION);
    bench.run();
    bench.acceptedBackend();
    assertThat(tls.asked()).containsExactly("client", "backend []");
  }

  @Test
  void whatIsNoHelloCostsNoBackendAnything() {
    FarEnd client = bench.client();
    client.send(Bench.NO_HELLO);
    bench.run();
    assertThat(bench.transport.attempts()).isEmpty();
  }

  @Test
  void aBackendThatHasNoneOfThemIsNotAtFault() {
    FarEnd client = client("gopher");
    bench.acceptedBackend().refuseProtocols();
    bench.run();

    bench.assertEndedOnce("no protocol in common", client);
    assertThat(bench.reasons()).containsOnlyKeys(CloseReason.HANDSHAKE_FAILED);
    assertThat(client.received().getBytes(StandardCharsets.UTF_8))
        .containsExactly(21, 3, 3, 0, 2, 2, 120);
    assertThat(bench.transport.attempts()).hasSize(1);
    assertThat(bench.backends.member(0).counters().refused()).isZero();
  }

  @Test
  void aBackendThatRefusesIsReplacedByTheNext() {
    FarEnd client = client("h2");
    bench.transport.lastAttempt().refuse(ConnectFailure.REFUSED);
    bench.run();
    securedBackend("h2");
    client.secure(Bench.speaking("h2"));
    bench.run();
    assertThat(tls.asked()).containsExactly("backend [h2]", "client h2");
  }

  @Test
  void aBackendThatBreaksWhileTheClientIsAnsweredEndsTheConnection() {
    FarEnd client = client("h2");
    securedBackend("h2").reset();
    bench.run();

    bench.assertEndedOnce("reset", client);
    assertThat(client.sawReset()).isTrue();
    assertThat(bench.reasons()).containsOnlyKeys(CloseReason.BACKEND_RESET);
  }

  @Test
  void theTimeForTheHandshakeIsWithoutThatOfTheBackend() {
    FarEnd client = client("h2");
    bench.advance(HANDSHAKE.minusMillis(1));
    assertThat(bench.reasons()).isEmpty();
    securedBackend("h2");
    bench.advance(HANDSHAKE.minusMillis(1));
    assertThat(bench.reasons()).isEmpty();

    bench.advance(Duration.ofMillis(1));

    bench.assertEndedOnce("silent", client);
    assertThat(bench.reasons()).containsOnlyKeys(CloseReason.HANDSHAKE_TIMEOUT);
  }

  @Test
  void aClientThatGoesAwayTakesItsBackendAlong() {
    FarEnd client = client("h2");
    securedBackend("h2");
    client.reset();
    bench.run();

    bench.assertEndedOnce("gone", client);
    assertThat(bench.reasons()).containsOnlyKeys(CloseReason.CLIENT_RESET);
  }
}
