package io.weir.testkit.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.config.AccessConfig;
import io.weir.core.config.AccessRule;
import io.weir.core.connection.AccessList;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionPolicy;
import io.weir.core.connection.ProxyHeader;
import io.weir.core.transport.ConnectFailure;
import io.weir.testkit.transport.FarEnd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of a connection, event by event. */
class ConnectionLifeTest {
  private static final Duration NONE = Duration.ZERO;

  @Test
  void relaysBothWaysAndFinishesWhenBothEnd() {
    Bench bench = new Bench(Bench.plain(), 1001);
    FarEnd client = bench.client();
    FarEnd backend = bench.acceptedBackend();
    client.send("question");
    client.finish();
    bench.run();
    assertThat(backend.received()).isEqualTo("question");
    assertThat(backend.sawEnd()).isTrue();
    assertThat(client.isClosed()).isFalse();
    backend.send("answer");
    backend.finish();
    bench.run();
    assertThat(client.received()).isEqualTo("answer");
    assertThat(client.sawEnd()).isTrue();
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.FINISHED, 1L));
    assertThat(bench.group.ledger().active()).isZero();
    assertThat(bench.backends.held()).isZero();
    assertThat(bench.backends.reports())
        .containsExactly("CONNECTED 127.0.0.1:1001", "CLOSED 127.0.0.1:1001");
  }

  @Test
  void countsBytesForServerAndBackend() {
    Bench bench = new Bench(Bench.plain(), 1001);
    FarEnd client = bench.client();
    FarEnd backend = bench.acceptedBackend();
    client.send("four");
    backend.send("seventy");
    bench.run();
    assertThat(bench.group.ledger().counters().tx()).isEqualTo(4);
    assertThat(bench.group.ledger().counters().rx()).isEqualTo(7);
    assertThat(bench.backends.member(0).counters().tx()).isEqualTo(4);
    assertThat(bench.backends.member(0).counters().rx()).isEqualTo(7);
    assertThat(bench.backends.member(0).counters().connections()).isEqualTo(1);
  }

  @Test
  void deliversWhatTheClientSentWhileTheBackendWasBeingReached() {
    Bench bench = new Bench(Bench.plain(), 1001);
    FarEnd client = bench.client();
    client.send("early");
    client.finish();
    bench.run();
    FarEnd backend = bench.acceptedBackend();
    assertThat(backend.received()).isEqualTo("early");
    assertThat(backend.sawEnd()).isTrue();
  }

  @Test
  void closesTheClientOverTheLimitAndServesAgainBelowIt() {
    Bench bench = new Bench(Bench.withLimit(1), 1001);
    FarEnd first = bench.client();
    FarEnd second = bench.client();
    assertThat(second.isClosed()).isTrue();
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.LIMIT, 1L));
    first.reset();
    bench.run();
    FarEnd third = bench.client();
    assertThat(third.isClosed()).isFalse();
    assertThat(bench.group.ledger().active()).isEqualTo(1);
  }

  @Test
  void turnsAwayAClientThatARuleDenies() {
    AccessConfig rules =
        new AccessConfig(AccessRule.Verdict.ALLOW, List.of(AccessRule.parse("deny 192.0.2.0/24")));
    Bench bench =
        new Bench(
            new ConnectionPolicy(
                0, 0, 0, 0, 2, AccessList.of(rules), ProxyHeader.NONE, false, 0, true),
            1001);
    assertThat(bench.client().isClosed()).isTrue();
    assertThat(bench.transport.attempts()).isEmpty();
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.ACCESS_DENIED, 1L));
  }

  @Test
  void closesTheClientWhenThereIsNoBackend() {
    Bench bench = new Bench(Bench.plain());
    assertThat(bench.client().isClosed()).isTrue();
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.NO_BACKEND, 1L));
  }

  @Test
  void triesOtherBackendsWhenOneRefuses() {
    Bench bench = new Bench(Bench.plain(), 1001, 1002, 1003);
    bench.transport.refuse(Bench.backend(1001), ConnectFailure.REFUSED);
    bench.transport.refuse(Bench.backend(1002), ConnectFailure.UNREACHABLE);
    FarEnd client = bench.client();
    client.send("x");
    FarEnd backend = bench.acceptedBackend();
    assertThat(bench.transport.lastAttempt().address().getPort()).isEqualTo(1003);
    assertThat(backend.received()).isEqualTo("x");
    assertThat(bench.backends.member(0).counters().refused()).isEqualTo(1);
    assertThat(bench.backends.member(1).counters().refused()).isEqualTo(1);
    assertThat(bench.backends.held()).isEqualTo(1);
    assertThat(bench.backends.reports())
        .containsExactly(
            "FAILED 127.0.0.1:1001", "FAILED 127.0.0.1:1002", "CONNECTED 127.0.0.1:1003");
  }

  @Test
  void givesUpAfterAsManyRetriesAsConfigured() {
    Bench bench = new Bench(Bench.plain(), 1001, 1002, 1003, 1004);
    for (int port = 1001; port <= 1004; port++) {
      bench.transport.refuse(Bench.backend(port), ConnectFailure.REFUSED);
    }
    FarEnd client = bench.client();
    assertThat(client.isClosed()).isTrue();
    assertThat(bench.transport.attempts()).hasSize(3);
    assertThat(bench.backends.held()).isZero();
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.BACKEND_REFUSED, 1L));
  }

  @Test
  void doesNotBlameABackendForWhatThisMachineLacks() {
    Bench bench = new Bench(Bench.plain(), 1001, 1002);
    bench.transport.refuse(Bench.backend(1001), ConnectFailure.NO_RESOURCES);
    assertThat(bench.client().isClosed()).isTrue();
    assertThat(bench.transport.attempts()).hasSize(1);
    assertThat(bench.backends.member(0).counters().refused()).isZero();
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.NO_RESOURCES, 1L));
  }

  @Test
  void triesAnotherBackendWhenOneDoesNotAnswerInTime() {
    Bench bench = new Bench(Bench.withTimeouts(NONE, NONE, Duration.ofSeconds(3)), 1001, 1002);
    bench.client();
    bench.advance(Duration.ofSeconds(3));
    assertThat(bench.transport.attempts().getFirst().far().isClosed()).isTrue();
    assertThat(bench.transport.attempts()).hasSize(2);
    bench.acceptedBackend();
    assertThat(bench.backends.member(0).counters().refused()).isEqualTo(1);
    assertThat(bench.transport.loop().waitingTimers()).isZero();
  }

  @Test
  void letsGoOfTheAttemptWhenTheClientResetsMeanwhile() {
    Bench bench = new Bench(Bench.plain(), 1001);
    FarEnd client = bench.client();
    client.reset();
    bench.run();
    assertThat(bench.transport.lastAttempt().far().isClosed()).isTrue();
    assertThat(bench.backends.held()).isZero();
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.CLIENT_RESET, 1L));
  }

  @Test
  void passesOnAResetOfEitherSide() {
    Bench bench = new Bench(Bench.plain(), 1001);
    FarEnd client = bench.client();
    FarEnd backend = bench.acceptedBackend();
    client.reset();
    bench.run();
    assertThat(backend.sawReset()).isTrue();
    FarEnd secondClient = bench.client();
    bench.acceptedBackend().reset();
    bench.run();
    assertThat(secondClient.sawReset()).isTrue();
    assertThat(bench.reasons())
        .isEqualTo(Map.of(CloseReason.CLIENT_RESET, 1L, CloseReason.BACKEND_RESET, 1L));
  }

  @Test
  void closesBothSidesWhenTheClientIsIdle() {
    Bench bench = new Bench(Bench.withTimeouts(Duration.ofSeconds(5), NONE, NONE), 1001);
    FarEnd client = bench.client();
    FarEnd backend = bench.acceptedBackend();
    bench.advance(Duration.ofSeconds(4));
    client.send("x");
    bench.advance(Duration.ofSeconds(4));
    backend.send("does not count");
    bench.advance(Duration.ofMillis(999));
    assertThat(client.isClosed()).isFalse();
    bench.advance(Duration.ofMillis(1));
    assertThat(client.sawEnd()).isTrue();
    assertThat(backend.sawEnd()).isTrue();
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.CLIENT_IDLE, 1L));
    assertThat(bench.transport.loop().waitingTimers()).isZero();
  }

  @Test
  void closesBothSidesWhenTheBackendIsIdle() {
    Bench bench = new Bench(Bench.withTimeouts(NONE, Duration.ofSeconds(5), NONE), 1001);
    FarEnd client = bench.client();
    bench.acceptedBackend();
    client.send("does not count");
    bench.advance(Duration.ofSeconds(5));
    assertThat(client.sawEnd()).isTrue();
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.BACKEND_IDLE, 1L));
  }

  @Test
  void goesOnAnsweringAClientThatHasFinishedAskingWhateverItsIdleTimeout() {
    Bench bench = new Bench(Bench.withTimeouts(Duration.ofSeconds(5), NONE, NONE), 1001);
    FarEnd client = bench.client();
    FarEnd backend = bench.acceptedBackend();
    client.finish();
    bench.run();
    for (int i = 0; i < 5; i++) {
      bench.advance(Duration.ofSeconds(4));
      backend.send("more ");
      bench.run();
    }
    assertThat(client.received()).isEqualTo("more more more more more ");
    bench.advance(Duration.ofSeconds(5));
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.CLIENT_IDLE, 1L));
  }

  @Test
  void stopsReadingFromAClientWhoseBackendDoesNotRead() {
    Bench bench = new Bench(Bench.plain(), 1001);
    FarEnd client = bench.client();
    FarEnd backend = bench.acceptedBackend();
    backend.stopReading();
    for (int i = 0; i < 100; i++) {
      client.send("x".repeat(512));
    }
    client.finish();
    bench.run();
    assertThat(backend.heldFor()).isLessThanOrEqualTo(1024);
    backend.resumeReading();
    bench.run();
    assertThat(backend.received()).hasSize(51_200);
    assertThat(backend.sawEnd()).isTrue();
  }

  @Test
  void sendsTheProxyHeaderFirst() {
    Bench bench =
        new Bench(
            new ConnectionPolicy(
                0, 0, 0, 0, 2, AccessList.allowAll(), ProxyHeader.V1, false, 0, true),
            1001);
    FarEnd client = bench.client();
    client.send("hello");
    assertThat(bench.acceptedBackend().received())
        .isEqualTo("PROXY TCP4 192.0.2.7 192.0.2.1 4711 80\r\nhello");
  }

  @Test
  void drainsWhenTheLastConnectionHasEnded() {
    Bench bench = new Bench(Bench.plain(), 1001);
    FarEnd client = bench.client();
    FarEnd backend = bench.acceptedBackend();
    var drained = bench.group.ledger().drain().toCompletableFuture();
    assertThat(drained).isNotDone();
    client.finish();
    backend.finish();
    bench.run();
    assertThat(drained).isCompleted();
  }

  @Test
  void endsEveryConnectionWhenTheServerStops() {
    Bench bench = new Bench(Bench.plain(), 1001);
    FarEnd relaying = bench.client();
    bench.acceptedBackend();
    FarEnd connecting = bench.client();
    bench.group.endAll(CloseReason.SERVER_STOPPED);
    bench.run();
    assertThat(relaying.isClosed()).isTrue();
    assertThat(connecting.isClosed()).isTrue();
    assertThat(bench.backends.held()).isZero();
    assertThat(bench.reasons()).isEqualTo(Map.of(CloseReason.SERVER_STOPPED, 2L));
    assertThat(bench.group.ledger().drain().toCompletableFuture()).isCompleted();
  }
}
