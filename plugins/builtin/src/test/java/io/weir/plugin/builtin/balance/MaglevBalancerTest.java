package io.weir.plugin.builtin.balance;

import static io.weir.api.balance.Selector.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.weir.api.Backend;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Selector;
import io.weir.api.config.InvalidConfigException;
import io.weir.testkit.contract.FixedCandidates;
import io.weir.testkit.contract.FixedConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaglevBalancerTest {
  private static final int SIZE = 65537;

  private static List<Backend> backends(int count) {
    List<Backend> backends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      backends.add(Backend.of("10.0." + i / 250 + "." + (1 + i % 250), 80));
    }
    return backends;
  }

  private static Selector over(List<Backend> backends) {
    return new MaglevBalancer(new MaglevConfig(SIZE)).over(backends);
  }

  private static int select(Selector selector, Candidates candidates, int client) {
    return selector.select(
        FixedConnection.from("192.0." + client / 256 + "." + client % 256), candidates);
  }

  private static int[] places(int[] table, int backends) {
    int[] places = new int[backends];
    for (int backend : table) {
      places[backend]++;
    }
    return places;
  }

  @Test
  void everyBackendGetsItsShareToWithinOnePercent() {
    int[] places = places(MaglevTable.of(backends(100), SIZE), 100);

    assertThat(IntStream.of(places))
        .allMatch(count -> Math.abs(count - SIZE / 100) <= SIZE / 10_000);
  }

  @Test
  void sharesFollowTheWeights() {
    List<Backend> backends = backends(3);
    backends.set(1, backends.get(1).withWeight(2));
    backends.set(2, backends.get(2).withWeight(5));

    int[] places = places(MaglevTable.of(backends, SIZE), 3);

    assertThat(places[0]).isCloseTo(SIZE / 8, offset(SIZE / 100));
    assertThat(places[1]).isCloseTo(SIZE / 4, offset(SIZE / 100));
    assertThat(places[2]).isCloseTo(SIZE * 5 / 8, offset(SIZE / 100));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 100, 1000})
  void hardlyAClientMovesButThoseOfTheBackendThatLeaves(int count) {
    List<Backend> all = backends(count);
    List<Backend> rest = new ArrayList<>(all);
    rest.remove(count / 2);

    int[] before = MaglevTable.of(all, SIZE);
    int[] after = MaglevTable.of(rest, SIZE);

    long moved =
        IntStream.range(0, SIZE)
            .filter(place -> before[place] != count / 2)
            .filter(place -> !all.get(before[place]).equals(rest.get(after[place])))
            .count();
    assertThat(moved).isLessThanOrEqualTo(SIZE / 100);
  }

  @Test
  void theSameClientGetsTheSameBackendFromEveryNode() {
    Selector one = over(backends(20));
    Selector another = over(backends(20));
    Set<Integer> chosen = new HashSet<>();

    for (int client = 0; client < 1000; client++) {
      int choice = select(one, new FixedCandidates(20), client);
      assertThat(select(another, new FixedCandidates(20), client)).isEqualTo(choice);
      chosen.add(choice);
    }
    assertThat(chosen).hasSize(20);
  }

  /** Whoever changes the hash sends the clients of a fleet that is being upgraded elsewhere. */
  @Test
  void whatIsPickedDoesNotDependOnTheVersion() {
    Selector selector = over(backends(10));

    assertThat(
            IntStream.range(0, 16).map(client -> select(selector, new FixedCandidates(10), client)))
        .containsExactly(6, 3, 7, 5, 7, 4, 6, 0, 6, 5, 5, 9, 4, 1, 4, 6);
  }

  @Test
  void anotherOneIsTakenWhileItsOwnCannotBe() {
    Selector selector = over(backends(5));
    int own = select(selector, new FixedCandidates(5), 7);

    int other = select(selector, new FixedCandidates(5).without(own), 7);

    assertThat(other).isNotIn(own, NONE);
    assertThat(select(selector, new FixedCandidates(5).without(own), 7)).isEqualTo(other);
    assertThat(select(selector, new FixedCandidates(5), 7)).isEqualTo(own);
  }

  @Test
  void theOnlyUsableOneOfManyIsFound() {
    Selector selector = over(backends(1000));
    int[] others = IntStream.range(0, 1000).filter(i -> i != 123).toArray();

    for (int client = 0; client < 100; client++) {
      assertThat(select(selector, new FixedCandidates(1000).without(others), client))
          .isEqualTo(123);
    }
  }

  @Test
  void weightsDecideWhoIsLeftOut() {
    List<Backend> backends = backends(3);
    backends.set(0, backends.get(0).withWeight(0));
    backends.set(1, backends.get(1).withWeight(-1));

    assertThat(places(MaglevTable.of(backends, SIZE), 3)).containsExactly(0, 0, SIZE);
    assertThat(select(over(backends), new FixedCandidates(3).without(2), 1)).isEqualTo(NONE);

    backends.set(2, backends.get(2).withWeight(0));
    int[] equal = places(MaglevTable.of(backends, SIZE), 3);
    assertThat(equal[1]).isZero();
    assertThat(equal[0]).isCloseTo(equal[2], offset(1));
  }

  @Test
  void choosesNoneWhereThereIsNone() {
    assertThat(select(over(List.of()), new FixedCandidates(0), 1)).isEqualTo(NONE);
    assertThat(select(over(backends(2)), new FixedCandidates(2).without(0, 1), 1)).isEqualTo(NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {-7, 0, 1, 65536, 10_000_019})
  void aTableThatIsNoPrimeIsRefused(int size) {
    assertThatThrownBy(() -> new MaglevConfig(size))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("table_size (expected: a prime up to 10000000");
  }
}
