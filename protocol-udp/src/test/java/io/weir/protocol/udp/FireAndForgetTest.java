package io.weir.protocol.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.connection.CloseReason;
import io.weir.protocol.udp.UdpBench.Rules;
import org.junit.jupiter.api.Test;

/** Datagrams that go to backends without a session. */
class FireAndForgetTest {
  private static final Rules RULES = Rules.NONE.packets(1, 0);

  @Test
  void thereIsNoSessionAndOneSocketForAllClients() {
    UdpBench bench = new UdpBench(RULES.terms(), 1001);
    for (int host = 1; host <= 100; host++) {
      bench.send(bench.client(host, 4711), "log " + host);
    }

    assertThat(bench.backend(1001).received()).hasSize(100).contains("0 log 1", "0 log 100");
    assertThat(bench.backend(1001).openSockets()).isEqualTo(1);
    assertThat(bench.active()).isZero();
    assertThat(bench.backends.held()).as("places are given back").isZero();
    assertThat(bench.log).isEmpty();
    assertThat(bench.group.ledger().counters().tx())
        .isEqualTo(bench.backends.member(0).counters().tx())
        .isEqualTo(9 * 5 + 90 * 6 + 7);
  }

  @Test
  void repliesAreNotRead() {
    UdpBench bench = new UdpBench(RULES.terms(), 1001);
    bench.send(bench.client(1, 4711), "x");
    bench.reply(bench.backend(1001), 0, "answer");

    assertThat(bench.client(1, 4711).received()).isEmpty();
    assertThat(bench.group.ledger().counters().rx()).isZero();
  }

  @Test
  void aRefusalIsCountedAndTheSocketKept() {
    UdpBench bench = new UdpBench(RULES.terms(), 1001);
    bench.backend(1001).setListens(false);
    bench.send(bench.client(1, 4711), "lost");
    bench.backend(1001).setListens(true);
    bench.send(bench.client(1, 4711), "here");

    assertThat(bench.backend(1001).received()).containsExactly("0 here");
    assertThat(bench.backends.member(0).counters().refused()).isEqualTo(1);
  }

  @Test
  void whatThereIsNoBackendOrSocketForIsCounted() {
    UdpBench none = new UdpBench(RULES.terms());
    none.send(none.client(1, 4711), "x");
    assertThat(none.closed(CloseReason.NO_BACKEND)).isEqualTo(1);

    UdpBench exhausted = new UdpBench(RULES.terms(), 1001);
    exhausted.transport.loop().setExhausted(true);
    exhausted.send(exhausted.client(1, 4711), "x");
    assertThat(exhausted.closed(CloseReason.NO_RESOURCES)).isEqualTo(1);
    assertThat(exhausted.backends.held()).isZero();
  }

  @Test
  void sessionsOfOlderTermsGoOnBesideIt() {
    UdpBench bench = new UdpBench(Rules.NONE.packets(0, 10).terms(), 1001);
    bench.send(bench.client(1, 4711), "session");
    bench.group.change(RULES.terms());
    bench.send(bench.client(1, 4711), "session");
    bench.send(bench.client(2, 4711), "no session");

    assertThat(bench.backend(1001).received())
        .containsExactly("0 session", "0 session", "1 no session");
    assertThat(bench.active()).isEqualTo(1);
  }

  @Test
  void aRetiredTableClosesItsSockets() {
    UdpBench bench = new UdpBench(RULES.terms(), 1001);
    bench.send(bench.client(1, 4711), "x");
    bench.table().retire(() -> {});

    assertThat(bench.backend(1001).openSockets()).isZero();
  }
}
