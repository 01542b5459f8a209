package io.weir.protocol.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.config.HostPort;
import io.weir.core.config.AccessConfig;
import io.weir.core.config.AccessRule;
import io.weir.core.connection.AccessList;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.EndedConnection;
import io.weir.protocol.udp.UdpBench.Rules;
import io.weir.testkit.transport.FarBackend;
import io.weir.testkit.transport.FarClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How sessions begin, what they do, and why they end. */
class SessionLifeTest {
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration TICK = Duration.ofMillis(40);
  private static final Rules LASTING = Rules.NONE.idle(IDLE, Duration.ZERO);

  @Test
  void aClientKeepsItsBackendAndItsSocket() {
    UdpBench bench = new UdpBench(LASTING.terms(), 1001, 1002);
    FarClient client = bench.client(1, 4711);
    FarBackend backend = bench.backend(1001);

    bench.send(client, "one", "two");
    bench.reply(backend, 0, "answer");
    bench.send(client, "three");

    assertThat(backend.received()).containsExactly("0 one", "0 two", "0 three");
    assertThat(client.received()).containsExactly("answer");
    assertThat(bench.active()).isEqualTo(1);
    assertThat(bench.backends.held()).isEqualTo(1);
  }

  @Test
  void everyAddressAndPortIsAClientOfItsOwn() {
    UdpBench bench = new UdpBench(LASTING.terms(), 1001);
    FarBackend backend = bench.backend(1001);

    // The table in memory has all three in one bucket, or two of them.
    bench.send(bench.client(1, 4711), "a");
    bench.send(bench.client(2, 4711), "b");
    bench.send(bench.client(1, 4712), "c");
    bench.reply(backend, 1, "to b");
    bench.send(bench.client(2, 4711), "b again");

    assertThat(backend.received()).containsExactly("0 a", "1 b", "2 c", "1 b again");
    assertThat(bench.client(2, 4711).received()).containsExactly("to b");
    assertThat(bench.client(1, 4711).received()).isEmpty();
    assertThat(bench.active()).isEqualTo(3);
  }

  @Test
  void aSilentClientEndsItsSession() {
    UdpBench bench = new UdpBench(LASTING.terms(), 1001);
    FarClient client = bench.client(1, 4711);
    bench.send(client, "one");
    bench.advance(IDLE.minusSeconds(1));
    bench.reply(bench.backend(1001), 0, "not from the client");
    bench.send(client, "two");

    bench.advance(IDLE.minusMillis(1));
    assertThat(bench.active()).isEqualTo(1);

    bench.advance(TICK);
    assertThat(bench.closed(CloseReason.CLIENT_IDLE)).isEqualTo(1);
    assertIsOver(bench);
  }

  @Test
  void aSilentBackendEndsItsSession() {
    UdpBench bench = new UdpBench(Rules.NONE.idle(Duration.ZERO, IDLE).terms(), 1001);
    FarClient client = bench.client(1, 4711);
    bench.send(client, "one");
    bench.advance(IDLE.minusSeconds(1));
    bench.reply(bench.backend(1001), 0, "answer");
    bench.advance(IDLE.minusSeconds(1));
    bench.send(client, "not from the backend");
    assertThat(bench.active()).isEqualTo(1);

    bench.advance(Duration.ofSeconds(1).plus(TICK));
    assertThat(bench.closed(CloseReason.BACKEND_IDLE)).isEqualTo(1);
    assertIsOver(bench);
  }

  @Test
  void shortTimesAreKeptAndPacketsNeedNoTimers() {
    UdpBench bench =
        new UdpBench(Rules.NONE.idle(Duration.ofMillis(50), Duration.ZERO).terms(), 1001);
    for (int port = 1; port <= 500; port++) {
      bench.send(bench.client(1, port), "x", "y", "z");
    }
    assertThat(bench.active()).isEqualTo(500);
    assertThat(bench.transport.loop().waitingTimers()).isEqualTo(500);

    bench.advance(Duration.ofMillis(49));
    assertThat(bench.active()).isEqualTo(500);
    bench.advance(TICK);
    assertIsOver(bench);
  }

  @Test
  void soManyRequestsEndASessionAndTheNextBeginsAnother() {
    UdpBench bench = new UdpBench(Rules.NONE.packets(3, 0).terms(), 1001);
    FarClient client = bench.client(1, 4711);

    bench.send(client, "1", "2", "3", "4");

    assertThat(bench.backend(1001).received()).containsExactly("0 1", "0 2", "0 3", "1 4");
    assertThat(bench.closed(CloseReason.FINISHED)).isEqualTo(1);
    assertThat(bench.active()).isEqualTo(1);
    bench.reply(bench.backend(1001), 0, "late");
    assertThat(client.received()).isEmpty();
  }

  @Test
  void soManyResponsesEndASession() {
    UdpBench bench = new UdpBench(Rules.NONE.packets(0, 2).terms(), 1001);
    FarClient client = bench.client(1, 4711);
    bench.send(client, "1", "2", "3");
    bench.reply(bench.backend(1001), 0, "a");
    assertThat(bench.active()).isEqualTo(1);
    bench.reply(bench.backend(1001), 0, "b");

    assertThat(client.received()).containsExactly("a", "b");
    assertThat(bench.closed(CloseReason.FINISHED)).isEqualTo(1);
    assertIsOver(bench);
  }

  @Test
  void accessIsEveryPacketsOwn() {
    AccessList notTwo = access("deny 198.51.100.2");
    UdpBench bench = new UdpBench(LASTING.access(notTwo).terms(), 1001);
    bench.send(bench.client(1, 4711), "one");
    bench.send(bench.client(2, 4711), "denied");
    assertThat(bench.backend(1001).received()).containsExactly("0 one");
    assertThat(bench.closed(CloseReason.ACCESS_DENIED)).isEqualTo(1);

    bench.group.change(LASTING.access(access("deny 198.51.100.1")).terms());
    bench.send(bench.client(1, 4711), "denied from now on");
    bench.send(bench.client(2, 4711), "allowed");

    assertThat(bench.backend(1001).received()).containsExactly("0 one", "1 allowed");
    assertThat(bench.active()).isEqualTo(2);
  }

  private static AccessList access(String rule) {
    return AccessList.of(
        new AccessConfig(AccessRule.Verdict.ALLOW, List.of(AccessRule.parse(rule))));
  }

  @Test
  void aFullTableTurnsNewClientsAwayAndNeverOldOnes() {
    UdpBench bench = new UdpBench(LASTING.maxSessions(2).terms(), 1001);
    for (int i = 1; i <= 100; i++) {
      bench.send(bench.client(i, 4711), "hello");
    }
    bench.send(bench.client(1, 4711), "still here");

    assertThat(bench.backend(1001).received())
        .containsExactly("0 hello", "1 hello", "0 still here");
    assertThat(bench.closed(CloseReason.LIMIT)).isEqualTo(98);
    assertThat(bench.active()).isEqualTo(2);
    assertThat(bench.group.ledger().counters().connections()).isEqualTo(100);
  }

  @Test
  void oneAddressHasSoManySessionsOverAllItsPorts() {
    UdpBench bench = new UdpBench(LASTING.perIp(2).terms(), 1001);
    for (int port = 1; port <= 5; port++) {
      bench.send(bench.client(1, port), "x");
    }
    bench.send(bench.client(2, 1), "y");
    assertThat(bench.backend(1001).received()).containsExactly("0 x", "1 x", "2 y");
    assertThat(bench.closed(CloseReason.CLIENT_LIMIT)).isEqualTo(3);
    assertThat(bench.active()).isEqualTo(3);

    bench.advance(IDLE.plus(TICK));
    bench.send(bench.client(1, 5), "z");
    assertThat(bench.active()).as("ended sessions count no more").isEqualTo(1);
  }

  @Test
  void aDeadBackendCostsOneDatagramAndTheSessionGoesOnWithAnother() {
    UdpBench bench = new UdpBench(LASTING.terms(), 1001, 1002);
    bench.backend(1001).setListens(false);
    FarClient client = bench.client(1, 4711);

    bench.send(client, "1", "2", "3", "4");

    assertThat(bench.backend(1002).received()).containsExactly("0 2", "0 3", "0 4");
    assertThat(bench.backends.member(0).counters().refused()).isEqualTo(1);
    assertThat(bench.backend(1001).openSockets()).isZero();
    assertThat(bench.backends.held()).isEqualTo(1);
    assertThat(bench.active()).isEqualTo(1);
    assertThat(bench.backends.reports()).contains("FAILED 127.0.0.1:1001");
  }

  @Test
  void theOnlyBackendIsKeptWhenItRefusesAndMayComeBack() {
    UdpBench bench = new UdpBench(LASTING.terms(), 1001);
    bench.backend(1001).setListens(false);
    FarClient client = bench.client(1, 4711);
    bench.send(client, "lost");
    bench.send(client, "lost too");
    bench.backend(1001).setListens(true);
    bench.send(client, "here");

    assertThat(bench.backend(1001).received()).containsExactly("0 here");
    assertThat(bench.backends.member(0).counters().refused()).isEqualTo(2);
    assertThat(bench.backends.held()).isEqualTo(1);
    assertThat(bench.active()).isEqualTo(1);
  }

  @Test
  void whatThereIsNoBackendOrNoSocketForIsCountedAndLeavesNothing() {
    UdpBench none = new UdpBench(LASTING.terms());
    none.send(none.client(1, 4711), "x");
    assertThat(none.closed(CloseReason.NO_BACKEND)).isEqualTo(1);
    assertIsOver(none);

    UdpBench exhausted = new UdpBench(LASTING.terms(), 1001);
    exhausted.transport.loop().setExhausted(true);
    exhausted.send(exhausted.client(1, 4711), "x");
    assertThat(exhausted.closed(CloseReason.NO_RESOURCES)).isEqualTo(1);
    assertIsOver(exhausted);
    exhausted.transport.loop().setExhausted(false);
    exhausted.send(exhausted.client(1, 4711), "y");
    assertThat(exhausted.active()).isEqualTo(1);
  }

  @Test
  void aStoppedServerEndsAllAndARetiredTableTakesNobodyNew() {
    UdpBench bench = new UdpBench(LASTING.terms(), 1001);
    FarClient client = bench.client(1, 4711);
    bench.send(client, "one");
    boolean[] empty = {false};
    bench.table().retire(() -> empty[0] = true);
    bench.send(bench.client(2, 4711), "new");
    bench.send(client, "two");
    assertThat(bench.backend(1001).received()).containsExactly("0 one", "0 two");
    assertThat(empty[0]).isFalse();
    assertThat(bench.group.ledger().drain().toCompletableFuture()).isNotCompleted();

    bench.group.endAll(CloseReason.SERVER_STOPPED);
    bench.transport.loop().run();

    assertThat(empty[0]).isTrue();
    assertThat(bench.closed(CloseReason.SERVER_STOPPED)).isEqualTo(1);
    assertThat(bench.group.ledger().drain().toCompletableFuture()).isCompleted();
    assertIsOver(bench);
  }

  @Test
  void theLogHasALinePerSession() {
    UdpBench bench = new UdpBench(LASTING.packets(0, 2).terms(), 1001);
    FarClient client = bench.client(1, 4711);
    bench.send(client, "four");
    bench.advance(Duration.ofMillis(20));
    bench.reply(bench.backend(1001), 0, "seventy");
    bench.advance(Duration.ofMillis(100));
    bench.reply(bench.backend(1001), 0, "!");

    assertThat(bench.log).hasSize(1);
    EndedConnection ended = bench.log.getFirst();
    assertThat(ended.server()).isEqualTo("dns");
    assertThat(ended.client()).isEqualTo(UdpBench.address(1, 4711));
    assertThat(ended.local()).isEqualTo(UdpBench.LOCAL);
    assertThat(ended.backend()).isEqualTo(HostPort.parse("127.0.0.1:1001"));
    assertThat(ended.tx()).isEqualTo(4);
    assertThat(ended.rx()).isEqualTo(8);
    assertThat(ended.connect()).isEqualTo(Duration.ZERO);
    assertThat(ended.firstByte()).isEqualTo(Duration.ofMillis(20));
    assertThat(ended.total()).isEqualTo(Duration.ofMillis(120));
    assertThat(ended.reason()).isEqualTo(CloseReason.FINISHED);
    assertThat(bench.group.ledger().counters().tx()).isEqualTo(4);
    assertThat(bench.group.ledger().counters().rx()).isEqualTo(8);
    assertThat(bench.backends.member(0).counters().rx()).isEqualTo(8);
    assertThat(bench.backends.member(0).counters().connections()).isEqualTo(1);
  }

  @Test
  void transparentSessionsHaveTheirClientsAddressAndOnlyTheClientEndsThem() {
    UdpBench bench = new UdpBench(Rules.NONE.idle(IDLE, TICK).transparently().terms(), 1001);
    bench.send(bench.client(1, 4711), "one", "two");
    bench.send(bench.client(2, 4711), "three");
    assertThat(bench.backend(1001).received())
        .containsExactly(
            "198.51.100.1:4711 one", "198.51.100.1:4711 two", "198.51.100.2:4711 three");

    bench.advance(IDLE.minusSeconds(1));
    assertThat(bench.active()).isEqualTo(2);
    bench.advance(Duration.ofSeconds(1).plus(TICK));
    assertThat(bench.closed(CloseReason.CLIENT_IDLE)).isEqualTo(2);
    assertIsOver(bench);
  }

  @Test
  void transparentFireAndForgetSharesNoSocket() {
    UdpBench bench = new UdpBench(Rules.NONE.packets(1, 0).transparently().terms(), 1001);
    bench.send(bench.client(1, 4711), "one", "two");
    assertThat(bench.backend(1001).received())
        .containsExactly("198.51.100.1:4711 one", "198.51.100.1:4711 two");
    assertThat(bench.closed(CloseReason.FINISHED)).isEqualTo(2);
    assertIsOver(bench);
  }

  private static void assertIsOver(UdpBench bench) {
    assertThat(bench.active()).isZero();
    assertThat(bench.backends.held()).isZero();
    assertThat(bench.backend(1001).openSockets()).isZero();
    assertThat(bench.transport.loop().waitingTimers()).isZero();
  }
}
