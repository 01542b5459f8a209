package io.weir.testkit.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.api.config.HostPort;
import io.weir.core.config.AccessConfig;
import io.weir.core.config.AccessRule;
import io.weir.core.connection.AccessList;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionPolicy;
import io.weir.core.connection.EndedConnection;
import io.weir.core.connection.ProxyHeader;
import io.weir.core.hello.PlainAlert;
import io.weir.core.transport.ConnectFailure;
import io.weir.testkit.tls.Hello;
import io.weir.testkit.transport.FarEnd;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a connection that has ended, for each close reason. */
class EndedConnectionTest {
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final HostPort FIRST = HostPort.parse("127.0.0.1:1001");

  @Test
  void tellsWhoWhereHowMuchAndHowLong() {
    Bench bench = new Bench(Bench.plain(), 1001);
    FarEnd client = bench.client();
    bench.advance(Duration.ofMillis(3));
    FarEnd backend = bench.acceptedBackend();
    client.send("four");
    bench.advance(Duration.ofMillis(20));
    backend.send("seventy");
    bench.run();
    bench.advance(Duration.ofMillis(100));
    backend.send("!");
    client.finish();
    backend.finish();
    bench.run();

    assertThat(bench.log)
        .singleElement()
        .satisfies(ended -> {
          assertThat(ended.server()).isEqualTo("web");
          assertThat(ended.client()).isEqualTo(Bench.CLIENT);
          assertThat(ended.local()).isEqualTo(new InetSocketAddress("192.0.2.1", 80));
          assertThat(ended.backend()).isEqualTo(FIRST);
          assertThat(ended.tx()).isEqualTo(4);
          assertThat(ended.rx()).isEqualTo(8);
          assertThat(ended.connect()).isEqualTo(Duration.ofMillis(3));
          assertThat(ended.firstByte()).isEqualTo(Duration.ofMillis(20));
          assertThat(ended.total()).isEqualTo(Duration.ofMillis(123));
          assertThat(ended.reason()).isEqualTo(CloseReason.FINISHED);
          assertThat(ended.began())
              .isCloseTo(Instant.now().minusMillis(123), within(1, ChronoUnit.MINUTES));
        });
  }

  @Test
  void connectTimeHoldsTheBackendsThatFailedBefore() {
    Bench bench = new Bench(Bench.withTimeouts(IDLE, IDLE, Duration.ofSeconds(3)), 1001, 1002);
    FarEnd client = bench.client();
    bench.advance(Duration.ofSeconds(4));
    bench.acceptedBackend();
    client.reset();
    bench.run();

    EndedConnection ended = bench.log.getFirst();
    assertThat(ended.backend()).isEqualTo(HostPort.parse("127.0.0.1:1002"));
    assertThat(ended.connect()).isEqualTo(Duration.ofSeconds(4));
    assertThat(ended.firstByte()).isNull();
  }

  @Test
  void countsConnectTimesAndLengthsOfTheServer() {
    Bench bench = new Bench(Bench.plain(), 1001);
    FarEnd client = bench.client();
    bench.advance(Duration.ofMillis(3));
    bench.acceptedBackend();
    bench.advance(Duration.ofSeconds(2));
    client.reset();
    bench.run();
    FarEnd neverConnected = bench.client();
    neverConnected.reset();
    bench.run();

    assertThat(bench.group.ledger().times().connect().snapshot().count()).isEqualTo(1);
    assertThat(bench.group.ledger().times().connect().snapshot().sumSeconds()).isEqualTo(0.003);
    assertThat(bench.group.ledger().times().length().snapshot().count()).isEqualTo(2);
    assertThat(bench.group.ledger().times().length().snapshot().sumSeconds()).isEqualTo(2.003);
  }

  @Test
  void nothingIsToldWhereNobodyListens() {
    Bench bench = new Bench(Bench.plain());
    bench.listens = false;
    bench.client();

    assertThat(bench.reasons()).containsOnlyKeys(CloseReason.NO_BACKEND);
    assertThat(bench.log).isEmpty();
  }

  @Test
  void nothingIsToldOfAServerThatIsNotLogged() {
    Bench bench =
        new Bench(
            new ConnectionPolicy(
                0, 0, 0, 0, 2, AccessList.allowAll(), ProxyHeader.NONE, false, 0, false));
    bench.client();

    assertThat(bench.reasons()).containsOnlyKeys(CloseReason.NO_BACKEND);
    assertThat(bench.log).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLIENT_LIMIT")
  void everyReasonIsTold(CloseReason reason) {
    Bench bench = ended(reason);

    assertThat(bench.log).extracting(EndedConnection::reason).contains(reason).doesNotContainNull();
    assertThat(bench.group.ledger().closed().of(reason)).isEqualTo(1);
    assertThat(bench.group.ledger().times().length().snapshot().count())
        .isEqualTo(bench.log.size());
    EndedConnection ended =
        bench.log.stream().filter(one -> one.reason() == reason).findFirst().orElseThrow();
    assertThat(ended.client()).isEqualTo(Bench.CLIENT);
    Set<CloseReason> withoutBackend =
        EnumSet.of(
            CloseReason.LIMIT,
            CloseReason.ACCESS_DENIED,
            CloseReason.NO_HELLO,
            CloseReason.HELLO_TIMEOUT,
            CloseReason.HELLO_TOO_LARGE,
            CloseReason.HANDSHAKE_FAILED,
            CloseReason.HANDSHAKE_TIMEOUT,
            CloseReason.ACME_CHALLENGE,
            CloseReason.NO_BACKEND);
    assertThat(ended.backend()).isEqualTo(withoutBackend.contains(reason) ? null : FIRST);
    Set<CloseReason> unconnected = EnumSet.copyOf(withoutBackend);
    unconnected.addAll(List.of(CloseReason.BACKEND_REFUSED, CloseReason.NO_RESOURCES));
    assertThat(ended.connect() == null).isEqualTo(unconnected.contains(reason));
  }

  @Test
  void aClientIsToldThatThereIsNoCertificateForItsName() {
    Bench bench = new Bench(Bench.tls(IDLE), 1001);
    FarEnd client = bench.client();
    client.send(Hello.of(MemoryTls.REFUSED).bytes());
    bench.run();

    assertThat(client.received().getBytes(StandardCharsets.US_ASCII))
        .isEqualTo(PlainAlert.UNRECOGNIZED_NAME.bytes());
    assertThat(bench.reasons()).containsOnlyKeys(CloseReason.HANDSHAKE_FAILED);
  }

  @Test
  void aProofThatIsNotLookedAtInTimeIsATimeOut() {
    Bench bench =
        tls((running, client) -> {
          client.send(Hello.of("a.example").speaking("acme-tls/1").bytes());
          running.advance(IDLE);
        });

    assertThat(bench.reasons()).containsOnlyKeys(CloseReason.HANDSHAKE_TIMEOUT);
  }

  /** A server on which a connection has ended for that reason. */
  private static Bench ended(CloseReason reason) {
    return switch (reason) {
      case FINISHED -> relayed((bench, ends) -> Stream.of(ends).forEach(FarEnd::finish));
      case LIMIT -> {
        Bench bench = new Bench(Bench.withLimit(1), 1001);
        bench.client();
        bench.client();
        yield bench;
      }
      case CLIENT_LIMIT -> throw new IllegalArgumentException(reason + " is of sessions only");
      case ACCESS_DENIED -> {
        AccessList nobody = AccessList.of(new AccessConfig(AccessRule.Verdict.DENY, List.of()));
        Bench bench =
            new Bench(
                new ConnectionPolicy(0, 0, 0, 0, 2, nobody, ProxyHeader.NONE, false, 0, true),
                1001);
        bench.client();
        yield bench;
      }
      case NO_HELLO -> tls((_, client) -> client.finish());
      case HELLO_TIMEOUT -> tls((bench, client) -> bench.advance(IDLE));
      case HELLO_TOO_LARGE ->
          tls((bench, client) -> client.send(new byte[] {22, 3, 1, 64, 0, 1, 1, 0, 0}));
      case HANDSHAKE_FAILED ->
          tls((bench, client) -> {
            client.send(Bench.NO_HELLO);
            client.refuseTls("no shared cipher");
          });
      case HANDSHAKE_TIMEOUT ->
          tls((bench, client) -> {
            client.send(Bench.NO_HELLO);
            bench.advance(IDLE);
          });
      case ACME_CHALLENGE ->
          tls((bench, client) -> {
            client.send(Hello.of("a.example").speaking("acme-tls/1").bytes());
            client.secure(Bench.SESSION);
          });
      case NO_BACKEND -> {
        Bench bench = new Bench(Bench.plain());
        bench.client();
        yield bench;
      }
      case BACKEND_REFUSED -> unconnected(ConnectFailure.REFUSED);
      case NO_RESOURCES -> unconnected(ConnectFailure.NO_RESOURCES);
      case CLIENT_IDLE ->
          relayed((bench, ends) -> {
            bench.advance(IDLE.minusSeconds(1));
            ends[1].send("not from the client");
            bench.advance(IDLE);
          });
      case BACKEND_DOWN -> relayed((bench, _) -> bench.backends.goesDown(bench.backends.member(0)));
      case BACKEND_IDLE ->
          relayed((bench, ends) -> {
            bench.advance(IDLE.minusSeconds(1));
            ends[0].send("not from the backend");
            bench.advance(IDLE);
          });
      case CLIENT_RESET -> relayed((bench, ends) -> ends[0].reset());
      case BACKEND_RESET -> relayed((bench, ends) -> ends[1].reset());
      case CLIENT_ERROR -> relayed((bench, ends) -> ends[0].fail());
      case BACKEND_ERROR -> relayed((bench, ends) -> ends[1].fail());
      case SERVER_STOPPED ->
          relayed((bench, ends) -> bench.group.endAll(CloseReason.SERVER_STOPPED));
    };
  }

  private static Bench tls(BiConsumer<Bench, FarEnd> events) {
    Bench bench = new Bench(Bench.tls(IDLE), 1001);
    events.accept(bench, bench.client());
    bench.run();
    return bench;
  }

  private interface Events {
    void happen(Bench bench, FarEnd[] ends);
  }

  private static Bench relayed(Events events) {
    Bench bench = new Bench(Bench.withTimeouts(IDLE, IDLE, IDLE), 1001);
    FarEnd client = bench.client();
    events.happen(bench, new FarEnd[] {client, bench.acceptedBackend()});
    bench.run();
    return bench;
  }

  private static Bench unconnected(ConnectFailure cause) {
    Bench bench = new Bench(Bench.plain(), 1001);
    bench.transport.refuse(Bench.backend(1001), cause);
    bench.client();
    return bench;
  }
}
