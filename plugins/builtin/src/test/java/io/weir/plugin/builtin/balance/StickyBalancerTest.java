package io.weir.plugin.builtin.balance;

import static io.weir.api.balance.Selector.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Backend;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Selector;
import io.weir.api.config.InvalidConfigException;
import io.weir.testkit.contract.FixedCandidates;
import io.weir.testkit.contract.FixedConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StickyBalancerTest {
  private static final Duration TTL = Duration.ofMinutes(30);

  private final AtomicLong clock = new AtomicLong(-5_000_000_000L);

  private static List<Backend> backends(int count) {
    List<Backend> backends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      backends.add(Backend.of("a", 1000 + i));
    }
    return backends;
  }

  private StickyBalancer balancer(int prefixV4, int prefixV6, int tableSize) {
    return new StickyBalancer(new StickyConfig(TTL, prefixV4, prefixV6, tableSize), clock::get);
  }

  private StickyBalancer balancer() {
    return balancer(32, 64, 65536);
  }

  private static int select(Selector selector, Candidates candidates, String client) {
    return selector.select(FixedConnection.from(client), candidates);
  }

  private static String client(int number) {
    return "10.1." + number / 256 + "." + number % 256;
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void aClientStaysWithItsBackend() {
    Selector selector = balancer().over(backends(50));
    FixedCandidates candidates = new FixedCandidates(50);
    int[] first =
        IntStream.range(0, 500).map(i -> select(selector, candidates, client(i))).toArray();

    assertThat(IntStream.of(first).distinct().count()).isGreaterThan(40);
    for (int again = 0; again < 5; again++) {
      pass(TTL.minusSeconds(1));
      assertThat(IntStream.range(0, 500).map(i -> select(selector, candidates, client(i))))
          .containsExactly(IntStream.of(first).boxed().toArray(Integer[]::new));
    }
  }

  @Test
  void aClientStaysOverAChangeOfTheSet() {
    StickyBalancer balancer = balancer();
    List<Backend> all = backends(20);
    List<Backend> fewer = all.subList(3, 17);
    Selector before = balancer.over(fewer);
    int[] first =
        IntStream.range(0, 200)
            .map(i -> select(before, new FixedCandidates(14), client(i)))
            .toArray();

    Selector after = balancer.over(all);

    for (int i = 0; i < 200; i++) {
      assertThat(all.get(select(after, new FixedCandidates(20), client(i))))
          .isEqualTo(fewer.get(first[i]));
    }
  }

  @Test
  void aClientWhoseBackendCannotBeChosenMovesAndStaysThere() {
    Selector selector = balancer().over(backends(20));
    int own = select(selector, new FixedCandidates(20), client(1));

    int other = select(selector, new FixedCandidates(20).without(own), client(1));

    assertThat(other).isNotIn(own, NONE);
    assertThat(select(selector, new FixedCandidates(20), client(1))).isEqualTo(other);
  }

  /** A thousand clients would not all come to the same of a thousand backends by chance. */
  @Test
  void aClientThatDoesNotComeInTimeIsANewOne() {
    Selector selector = balancer().over(backends(1000));
    FixedCandidates candidates = new FixedCandidates(1000);
    int[] first =
        IntStream.range(0, 1000).map(i -> select(selector, candidates, client(i))).toArray();

    pass(TTL.plusSeconds(1));

    assertThat(
            IntStream.range(0, 1000)
                .filter(i -> select(selector, candidates, client(i)) == first[i])
                .count())
        .isLessThan(50);
  }

  @Test
  void clientsOfOneNetworkGoTogether() {
    Selector selector = balancer(24, 48, 65536).over(backends(1000));
    FixedCandidates candidates = new FixedCandidates(1000);

    int v4 = select(selector, candidates, "192.0.2.1");
    assertThat(select(selector, candidates, "192.0.2.254")).isEqualTo(v4);
    assertThat(selector.select(FixedConnection.mappedFrom("192.0.2.7"), candidates)).isEqualTo(v4);
    int v6 = select(selector, candidates, "2001:db8:1::1");
    assertThat(select(selector, candidates, "2001:db8:1:ffff::9")).isEqualTo(v6);
    // Of two that choose anew among 1,000 each, both would hit by chance once in a million times.
    assertThat(
            select(selector, candidates, "192.0.3.1") == v4
                && select(selector, candidates, "2001:db8:2::1") == v6)
        .isFalse();
  }

  @Test
  void aFullTableForgetsWhoWouldBeForgottenFirst() {
    StickyTable table = new StickyTable(8, 100);
    Random random = new Random(20261126);
    long[] clients = random.longs(9).toArray();
    for (int i = 0; i < 8; i++) {
      table.put(clients[i], i, 1000 + i);
    }
    table.put(clients[0], 0, 1050);

    table.put(clients[8], 8, 1060);

    assertThat(table.find(clients[1], 1060)).isEqualTo(StickyTable.NONE);
    for (int i : new int[] {0, 2, 3, 4, 5, 6, 7, 8}) {
      assertThat(table.find(clients[i], 1060)).isEqualTo(i);
    }
  }

  @Test
  void anEntryLastsForItsTimeWhereverTheClockStands() {
    for (long now : new long[] {-1_000_000, -1, 0, (1 << 20) - 50, 1L << 40}) {
      StickyTable table = new StickyTable(100, 100);
      table.put(42, 65535, now);

      assertThat(table.find(42, now)).isEqualTo(65535);
      assertThat(table.find(42, now + 99)).isEqualTo(65535);
      assertThat(table.find(42, now + 100)).isEqualTo(StickyTable.NONE);
      assertThat(table.find(42 | 7L << 40, now)).isEqualTo(StickyTable.NONE);
    }
  }

  @Test
  void moreAddressesThanThereAreNumbersStartOver() {
    StickyBalancer balancer = balancer();
    Selector selector = balancer.over(backends(2));
    for (int round = 0; round < 70; round++) {
      List<Backend> others = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        others.add(Backend.of("host" + round, 1 + i));
      }
      selector = balancer.over(others);
    }

    int choice = select(selector, new FixedCandidates(1000), client(1));

    assertThat(select(selector, new FixedCandidates(1000), client(1))).isEqualTo(choice);
  }

  @Test
  void choosesNoneWhereThereIsNone() {
    assertThat(select(balancer().over(List.of()), new FixedCandidates(0), client(1)))
        .isEqualTo(NONE);
    assertThat(
            select(balancer().over(backends(2)), new FixedCandidates(2).without(0, 1), client(1)))
        .isEqualTo(NONE);
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new StickyConfig(Duration.ofMillis(1), 32, 64, 1))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("ttl (expected: 1s to 72h");
    assertThatThrownBy(() -> new StickyConfig(TTL, 33, 64, 1)).hasMessageStartingWith("prefix_v4");
    assertThatThrownBy(() -> new StickyConfig(TTL, 32, 0, 1)).hasMessageStartingWith("prefix_v6");
    assertThatThrownBy(() -> new StickyConfig(TTL, 32, 64, 0)).hasMessageStartingWith("table_size");
  }
}
