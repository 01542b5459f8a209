package io.weir.plugin.builtin.balance;

import static io.weir.api.balance.Selector.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Selector;
import io.weir.testkit.contract.FixedCandidates;
import io.weir.testkit.contract.FixedConnection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoundRobinBalancerTest {
  private final RoundRobinBalancer balancer = new RoundRobinBalancer();

  @Test
  void choosesInTurn() {
    Selector selector = balancer.over(backends("a", "b", "c"));

    assertThat(select(selector, 7, new FixedCandidates(3))).containsExactly(0, 1, 2, 0, 1, 2, 0);
  }

  @Test
  void sharesTheTurnsOfUnusableOnesEqually() {
    Selector selector = balancer.over(backends("a", "b", "c", "d"));

    assertThat(select(selector, 6, new FixedCandidates(4).without(1)))
        .containsExactly(0, 2, 3, 0, 2, 3);
  }

  @Test
  void goesOnBehindTheLastOneWhenTheSetChanges() {
    select(balancer.over(backends("a", "b", "d")), 2, new FixedCandidates(3)); // a, b

    // When b leaves and c joins
    Selector changed = balancer.over(backends("a", "c", "d"));

    assertThat(select(changed, 3, new FixedCandidates(3))).containsExactly(1, 2, 0);
  }

  @Test
  void beginsAgainWhenTheLastOneWasTheLastInOrder() {
    select(balancer.over(backends("a", "b")), 2, new FixedCandidates(2));

    assertThat(select(balancer.over(backends("a", "b")), 1, new FixedCandidates(2)))
        .containsExactly(0);
  }

  @Test
  void keepsATurnForEachSubset() {
    Selector first = balancer.over(backends("a", "b"));
    Selector second = balancer.over(backends("c", "d"));

    List<Integer> alternating =
        Stream.generate(() -> List.of(first, second))
            .limit(3)
            .flatMap(List::stream)
            .map(selector ->
                selector.select(FixedConnection.from("127.0.0.1"), new FixedCandidates(2)))
            .toList();

    assertThat(alternating).containsExactly(0, 0, 1, 1, 0, 0);
  }

  @Test
  void choosesNoneWhereNoneIsUsable() {
    assertThat(select(balancer.over(backends("a", "b")), 1, new FixedCandidates(2).without(0, 1)))
        .containsExactly(NONE);
    assertThat(select(balancer.over(List.of()), 1, new FixedCandidates(0))).containsExactly(NONE);
  }

  @Test
  void givesEachTheSameShareWhenSeveralThreadsChoose() throws Exception {
    Selector selector = balancer.over(backends("a", "b", "c"));
    var chosen = new AtomicIntegerArray(3);

    try (var threads = Executors.newFixedThreadPool(4)) {
      Callable<Void> elections =
          () -> {
            var candidates = new FixedCandidates(3);
            for (int i = 0; i < 30_000; i++) {
              chosen.incrementAndGet(
                  selector.select(FixedConnection.from("127.0.0.1"), candidates));
            }
            return null;
          };
      for (var done : threads.invokeAll(List.of(elections, elections, elections, elections))) {
        done.get();
      }
    }

    assertThat(IntStream.range(0, 3).map(chosen::get)).containsExactly(40_000, 40_000, 40_000);
  }

  private static List<Integer> select(Selector selector, int times, Candidates candidates) {
    return IntStream.range(0, times)
        .map(_ -> selector.select(FixedConnection.from("127.0.0.1"), candidates))
        .boxed()
        .toList();
  }

  private static List<Backend> backends(String... hosts) {
    return Stream.of(hosts).map(host -> Backend.of(host, 80)).toList();
  }
}
