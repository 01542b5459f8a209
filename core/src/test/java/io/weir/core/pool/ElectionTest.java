package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Outcome;
import io.weir.api.balance.Selector;
import io.weir.core.config.SniConfig;
import io.weir.core.stats.AllocatedBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElectionTest {
  private static final TestConnection CONNECTION = new TestConnection();

  private final TestBalancer balancer = new TestBalancer();

  @Test
  void aRetryNeverGetsTheSameMemberAndEndsWhenAllWereTried() {
    try (BackendPool pool = poolOf(Backend.of("10.0.0.1", 80), Backend.of("10.0.0.2", 80))) {
      Election election = pool.begin();

      PoolMember first = election.elect(CONNECTION);
      PoolMember second = election.elect(CONNECTION);

      assertThat(List.of(first, second)).doesNotHaveDuplicates().doesNotContainNull();
      assertThat(election.elect(CONNECTION)).isNull();
    }
  }

  @Test
  void aMemberThatWasTriedIsNotUsableToTheBalancer() {
    Balancer firstUsable = _ -> (_, candidates) -> firstUsable(candidates);
    try (BackendPool pool =
        BackendPool.fixed("web", firstUsable, Members.backends("10.0.0.1:80", "10.0.0.2:80"))) {
      Election election = pool.begin();
      assertThat(election.elect(CONNECTION)).hasToString("10.0.0.1:80");
      assertThat(election.elect(CONNECTION)).hasToString("10.0.0.2:80");
      assertThat(election.elect(CONNECTION)).isNull();
    }
  }

  @Test
  void aRetryAmongManyTriesEveryOneOnce() {
    try (BackendPool pool = poolOf(backends(50, 0))) {
      Election election = pool.begin();
      List<PoolMember> elected = new ArrayList<>();
      for (PoolMember member = election.elect(CONNECTION);
          member != null;
          member = election.elect(CONNECTION)) {
        elected.add(member);
      }
      assertThat(elected).containsExactlyInAnyOrderElementsOf(pool.members());
    }
  }

  @Test
  void aMemberAtItsLimitIsPassedOverUntilAPlaceIsGivenBack() {
    Backend one = Backend.of("10.0.0.1", 80).withMaxConnections(1);
    Backend two = Backend.of("10.0.0.2", 80).withMaxConnections(1);
    try (BackendPool pool = poolOf(one, two)) {
      Election first = pool.begin();
      Election second = pool.begin();
      PoolMember ofFirst = first.elect(CONNECTION);
      PoolMember ofSecond = second.elect(CONNECTION);
      assertThat(ofFirst).isNotSameAs(ofSecond);
      assertThat(pool.begin().elect(CONNECTION)).isNull();

      first.release(ofFirst);

      assertThat(pool.begin().elect(CONNECTION)).isSameAs(ofFirst);
    }
  }

  @Test
  void aPlaceIsHeldUntilItIsGivenBack() {
    try (BackendPool pool = poolOf(Backend.of("10.0.0.1", 80))) {
      Election election = pool.begin();
      PoolMember member = election.elect(CONNECTION);
      assertThat(member.activeConnections()).isEqualTo(1);

      election.release(member);

      assertThat(member.activeConnections()).isZero();
    }
  }

  @Test
  void whatCameOfAMemberReachesTheBalancer() {
    Backend backend = Backend.of("10.0.0.1", 80);
    try (BackendPool pool = poolOf(backend)) {
      Election election = pool.begin();
      election.report(election.elect(CONNECTION), Outcome.CONNECTED, 7);
    }
    assertThat(balancer.lastBackend).isEqualTo(backend);
    assertThat(balancer.lastOutcome).isEqualTo(Outcome.CONNECTED);
    assertThat(balancer.lastNanos).isEqualTo(7);
  }

  @Test
  void nobodyIsElectedFromAnEmptyPoolOrAClosedOne() {
    BackendPool empty = poolOf();
    assertThat(empty.begin().elect(CONNECTION)).isNull();

    BackendPool pool = poolOf(Backend.of("10.0.0.1", 80));
    Election begunBefore = pool.begin();
    PoolMember member = begunBefore.elect(CONNECTION);
    pool.close();
    pool.close();

    assertThat(begunBefore.elect(CONNECTION)).isNull();
    begunBefore.release(member);
    assertThat(member.activeConnections()).isZero();
    assertThat(balancer.closed).isEqualTo(1);
  }

  @Test
  void whenOthersTakeThePlaceInBetweenAnotherMemberIsTaken() {
    // A balancer that lets another connection have the place right before it answers.
    List<BackendPool> pools = new ArrayList<>();
    List<PoolMember> stolen = new ArrayList<>();
    Balancer slow =
        _ ->
            (_, candidates) -> {
              int index = firstUsable(candidates);
              if (stolen.isEmpty()) {
                stolen.add(pools.getFirst().members().get(index));
                assertThat(stolen.getFirst().tryAcquire()).isTrue();
              }
              return index;
            };
    List<Backend> two =
        List.of(
            Backend.of("10.0.0.1", 80).withMaxConnections(1),
            Backend.of("10.0.0.2", 80).withMaxConnections(1));
    try (BackendPool pool = BackendPool.fixed("web", slow, two)) {
      pools.add(pool);
      PoolMember elected = pool.begin().elect(CONNECTION);
      assertThat(elected).isNotNull().isNotSameAs(stolen.getFirst());
      assertThat(pool.begin().elect(CONNECTION)).isNull();
    }
  }

  @Test
  void aBalancerThatInsistsOnAFullMemberDoesNotKeepTheEventLoop() {
    Backend full = Backend.of("10.0.0.1", 80).withMaxConnections(1);
    try (BackendPool pool =
        BackendPool.fixed("web", _ -> (_, _) -> 0, List.of(full, Backend.of("10.0.0.2", 80)))) {
      assertThat(pool.begin().elect(CONNECTION)).isNotNull();
      assertThat(pool.begin().elect(CONNECTION)).isNull();
    }
  }

  @Test
  void aBalancerThatInsistsOnAMemberThatWasTriedDoesNotGetIt() {
    try (BackendPool pool =
        BackendPool.fixed(
            "web", _ -> (_, _) -> 0, Members.backends("10.0.0.1:80", "10.0.0.2:80"))) {
      Election election = pool.begin();
      assertThat(election.elect(CONNECTION)).isNotNull();
      assertThat(election.elect(CONNECTION)).isNull();
      assertThat(pool.members().getFirst().activeConnections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000})
  void electingAndGivingBackAllocatesNothing(int limit) {
    try (BackendPool pool = poolOf(backends(1000, limit))) {
      assertAllocatesNothing(
          () -> new MemberElection(pool, false),
          election -> {
            PoolMember first = election.elect(CONNECTION);
            PoolMember retry = election.elect(CONNECTION);
            election.report(first, Outcome.FAILED, 1);
            election.release(first);
            election.release(retry);
          });
    }
  }

  @Test
  void electingByANameThatIsKnownAllocatesNothing() {
    SniConfig routing =
        new SniConfig(
            Duration.ofSeconds(2), SniConfig.Matching.REGEXP, SniConfig.Unexpected.REJECT);
    List<Backend> named =
        Stream.of(backends(1000, 0)).map(backend -> backend.withSni("^a")).toList();
    TestConnection connection = new TestConnection("a.test");
    try (BackendPool pool = BackendPool.fixed("web", balancer, named, routing)) {
      pool.writer().learn("a.test", () -> {});
      assertAllocatesNothing(
          () -> new MemberElection(pool, true),
          election -> {
            assertPrepared(election.prepare(connection, () -> {}));
            election.release(election.elect(connection));
          });
    }
  }

  private static void assertAllocatesNothing(
      Supplier<MemberElection> begin, Consumer<MemberElection> use) {
    int rounds = 20_000;
    MemberElection[] elections = new MemberElection[rounds];
    long bytes =
        AllocatedBytes.least(
            () -> Arrays.setAll(elections, _ -> begin.get()),
            () -> {
              for (MemberElection election : elections) {
                use.accept(election);
              }
            });
    assertThat(bytes).as("bytes in %d elections", rounds).isZero();
  }

  private static void assertPrepared(boolean prepared) {
    if (!prepared) {
      throw new AssertionError("the name is not known");
    }
  }

  private static int firstUsable(Candidates candidates) {
    return IntStream.range(0, candidates.size())
        .filter(candidates::isUsable)
        .findFirst()
        .orElse(Selector.NONE);
  }

  private BackendPool poolOf(Backend... backends) {
    return BackendPool.fixed("web", balancer, List.of(backends));
  }

  private static Backend[] backends(int count, int limit) {
    return IntStream.range(0, count)
        .mapToObj(i -> Backend.of("10.0." + i / 256 + "." + i % 256, 80).withMaxConnections(limit))
        .toArray(Backend[]::new);
  }
}
