package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.weir.api.Backend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolWriterTest {
  private static final TestConnection CONNECTION = new TestConnection();

  private final TestBalancer balancer = new TestBalancer();
  private final FailsafeBalancer guarded =
      new FailsafeBalancer(Subject.of("web"), balancer, Duration.ofSeconds(60));
  private final PoolWriter writer = writer(true);
  private final BackendPool pool = new BackendPool(guarded, writer, List.of());

  @Test
  void notDiscoveredYetIsNotTheSameAsDiscoveredNone() {
    assertThat(pool.snapshot().discovered()).isFalse();
    writer.wake();
    assertThat(pool.snapshot().discovered()).isFalse();
    assertThat(pool.discovered().toCompletableFuture()).isNotDone();

    writer.setBackends(List.of());

    assertThat(pool.snapshot().discovered()).isTrue();
    assertThat(pool.members()).isEmpty();
    assertThat(pool.discovered().toCompletableFuture()).isCompleted();
  }

  @Test
  void whoeverWaitsForBackendsLearnsThatThePoolWasClosed() {
    pool.close();

    assertThat(pool.discovered().toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void membersAreInTheBytewiseOrderOfHostAndPort() {
    writer.setBackends(
        Members.backends("10.0.0.2:80", "10.0.0.10:80", "[::1]:80", "10.0.0.1:9", "10.0.0.1:80"));

    assertThat(pool.members())
        .extracting(PoolMember::toString)
        .containsExactly("10.0.0.10:80", "10.0.0.1:80", "10.0.0.1:9", "10.0.0.2:80", "[::1]:80");
    assertThat(balancer.sets.getLast())
        .extracting(backend -> backend.address().toString())
        .containsExactly("10.0.0.10:80", "10.0.0.1:80", "10.0.0.1:9", "10.0.0.2:80", "[::1]:80");
  }

  @Test
  void ofSeveralWithOneAddressTheLastCounts() {
    Backend backend = Members.backend("10.0.0.1:80");

    writer.setBackends(
        List.of(backend.withWeight(1), backend.withWeight(7), backend.withWeight(3)));

    assertThat(pool.members()).hasSize(1);
    assertThat(pool.members().getFirst().backend().weight()).isEqualTo(3);
  }

  @Test
  void aKnownBackendTakesWhatIsNewAndStaysTheSameMember() {
    Backend backend = Members.backend("10.0.0.1:80");
    writer.setBackends(List.of(backend));
    PoolMember member = pool.members().getFirst();
    member.counters().addRx(5);
    writer.setLive(member, false, "");

    Backend changed =
        backend.withWeight(9).withPriority(2).withMaxConnections(3).withSni("a.example");
    writer.setBackends(List.of(changed));

    assertThat(pool.members()).containsExactly(member);
    assertThat(member.backend()).isEqualTo(changed);
    assertThat(member.counters().rx()).isEqualTo(5);
    assertThat(member.live()).isFalse();
  }

  @Test
  void theBalancerIsAskedAgainWhenAWeightChanges() {
    Backend backend = Members.backend("10.0.0.1:80");
    writer.setBackends(List.of(backend));
    writer.setBackends(List.of(backend.withWeight(9)));

    assertThat(balancer.sets).containsExactly(List.of(backend), List.of(backend.withWeight(9)));
  }

  @Test
  void anUnchangedListPublishesNothing() {
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolSnapshot before = pool.snapshot();

    writer.setBackends(Members.backends("10.0.0.2:80", "10.0.0.1:80"));
    writer.setLive(before.members().getFirst(), true, "");

    assertThat(pool.snapshot()).isSameAs(before);
    assertThat(balancer.sets).hasSize(1);
  }

  @Test
  void aDrainedMemberIsNotChosenAndKeepsWhatItHas() {
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember drained = member("10.0.0.2:80");

    pool.setDrain(drained, true);

    assertThat(drained.drain()).isTrue();
    assertThat(drained.discovered()).isTrue();
    assertThat(balancer.sets.getLast()).isEqualTo(Members.backends("10.0.0.1:80"));
    pool.setDrain(drained, false);
    assertThat(balancer.sets.getLast()).isEqualTo(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
  }

  @Test
  void anOperatorsWeightStandsInForTheDiscoveredOneUntilItIsTakenBack() {
    Backend backend = Members.backend("10.0.0.1:80");
    writer.setBackends(List.of(backend));
    PoolMember member = pool.members().getFirst();

    pool.setWeight(member, OptionalInt.of(7));
    writer.setBackends(List.of(backend.withWeight(3).withPriority(2)));

    assertThat(member.operatorWeight()).hasValue(7);
    assertThat(balancer.sets.getLast()).containsExactly(backend.withWeight(7).withPriority(2));
    pool.setWeight(member, OptionalInt.empty());
    assertThat(balancer.sets.getLast()).containsExactly(backend.withWeight(3).withPriority(2));
  }

  @Test
  void onlyLiveEnabledAndResolvedMembersReachTheBalancer() {
    writer.setBackends(
        Members.backends("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80", "db.example:80"));
    PoolMember down = member("10.0.0.2:80");
    PoolMember disabled = member("10.0.0.3:80");
    PoolMember named = member("db.example:80");

    writer.setLive(down, false, "");
    pool.setEnabled(disabled, false);
    assertThat(balancer.sets.getLast()).isEqualTo(Members.backends("10.0.0.1:80"));

    writer.setLive(down, true, "");
    pool.setEnabled(disabled, true);
    writer.setResolved(named, new InetSocketAddress(InetAddress.ofLiteral("10.9.9.9"), 80));
    assertThat(balancer.sets.getLast())
        .isEqualTo(Members.backends("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80", "db.example:80"));
    assertThat(pool.snapshot().eligible()).isEqualTo(4);
    assertThat(named.resolved())
        .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("10.9.9.9"), 80));
  }

  @Test
  void anotherAddressOfANameChangesWhereToConnectAndNothingElse() {
    writer.setBackends(Members.backends("db.example:80"));
    PoolMember named = member("db.example:80");
    writer.setResolved(named, new InetSocketAddress(InetAddress.ofLiteral("10.9.9.9"), 80));
    PoolSnapshot before = pool.snapshot();

    InetSocketAddress moved = new InetSocketAddress(InetAddress.ofLiteral("10.9.9.10"), 80);
    writer.setResolved(named, moved);

    assertThat(named.resolved()).isEqualTo(moved);
    assertThat(pool.snapshot()).isSameAs(before);
  }

  @Test
  void newMembersStartAsInitialStatusSays() {
    PoolWriter careful = writer(false);
    careful.setBackends(Members.backends("10.0.0.1:80"));

    assertThat(careful.snapshot().members().getFirst().live()).isFalse();
    assertThat(careful.snapshot().eligible()).isZero();
  }

  @Test
  void whoVanishesGetsNoNewConnectionAndStaysUntilTheLastOneHasEnded() {
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember leaving = member("10.0.0.1:80");
    Election election = pool.begin();
    while (election.elect(CONNECTION) != leaving) {
      assertThat(pool.members()).hasSize(2);
    }

    writer.setBackends(Members.backends("10.0.0.2:80"));
    assertThat(leaving.draining()).isTrue();
    assertThat(leaving.discovered()).isFalse();
    assertThat(pool.members()).contains(leaving);
    for (int i = 0; i < 10; i++) {
      assertThat(pool.begin().elect(CONNECTION)).isNotNull().isNotSameAs(leaving);
    }

    election.release(leaving);
    assertThat(pool.members()).doesNotContain(leaving);
  }

  @Test
  void whoVanishesWithoutConnectionsIsGoneAtOnce() {
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    writer.setBackends(Members.backends("10.0.0.2:80"));

    assertThat(pool.members()).extracting(PoolMember::toString).containsExactly("10.0.0.2:80");
  }

  @Test
  void whoComesBackWhileDrainingIsTheSameMemberWithItsHealthAndItsCounts() {
    writer.setBackends(Members.backends("10.0.0.1:80"));
    PoolMember member = member("10.0.0.1:80");
    Election election = pool.begin();
    assertThat(election.elect(CONNECTION)).isSameAs(member);
    member.counters().addTx(3);
    writer.setBackends(List.of());
    writer.setLive(member, false, "");

    writer.setBackends(Members.backends("10.0.0.1:80"));

    assertThat(pool.members()).containsExactly(member);
    assertThat(member.discovered()).isTrue();
    assertThat(member.live()).isFalse();
    assertThat(member.counters().tx()).isEqualTo(3);
    election.release(member);
    assertThat(pool.members()).containsExactly(member);
  }

  @Test
  void whoComesBackAfterItWasGoneIsNew() {
    writer.setBackends(Members.backends("10.0.0.1:80"));
    PoolMember before = member("10.0.0.1:80");
    writer.setBackends(List.of());
    writer.setBackends(Members.backends("10.0.0.1:80"));

    assertThat(member("10.0.0.1:80")).isNotSameAs(before);
  }

  @Test
  void anElectionFromAnOlderSnapshotGetsNoPlaceOnWhoHasVanished() {
    writer.setBackends(Members.backends("10.0.0.1:80"));
    PoolMember vanished = member("10.0.0.1:80");
    writer.setBackends(List.of());

    assertThat(vanished.tryAcquire()).isFalse();
  }

  @Test
  void whateverWaitsIsAppliedBeforeOneSnapshotIsPublished() {
    Queue<Runnable> later = new ArrayDeque<>();
    PoolWriter batching =
        new PoolWriter("web", guarded, Members.factory(true), PoolClock.SYSTEM, later::add);
    batching.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80"));
    later.remove().run();
    int before = balancer.sets.size();

    batching.snapshot().members().forEach(member -> batching.setLive(member, false, ""));
    batching.setLive(batching.snapshot().members().getFirst(), true, "");
    batching.setBackends(Members.backends("10.0.0.9:80"));
    batching.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    assertThat(later).hasSize(1);
    later.remove().run();

    assertThat(balancer.sets.subList(before, balancer.sets.size()))
        .containsExactly(Members.backends("10.0.0.1:80"));
    assertThat(batching.snapshot().members())
        .extracting(PoolMember::toString)
        .containsExactly("10.0.0.1:80", "10.0.0.2:80");
  }

  @Test
  void followersLearnWhoIsThereAndWhoIsNot() {
    MemberFollower follower = mock(MemberFollower.class);
    writer.addFollower(follower);

    writer.setBackends(Members.backends("10.0.0.1:80"));
    PoolMember member = member("10.0.0.1:80");
    verify(follower).follow(List.of(member));

    Election election = pool.begin();
    assertThat(election.elect(CONNECTION)).isSameAs(member);
    writer.setBackends(List.of());
    verify(follower).follow(List.of());

    writer.setBackends(Members.backends("10.0.0.1:80"));
    verify(follower, times(2)).follow(List.of(member));
    election.release(member);
  }

  @Test
  void followersAreLeftAloneWhenOnlyHealthOrWeightsChange() {
    writer.setBackends(Members.backends("10.0.0.1:80"));
    MemberFollower follower = mock(MemberFollower.class);
    writer.addFollower(follower);

    writer.setLive(member("10.0.0.1:80"), false, "");
    writer.setBackends(List.of(Members.backend("10.0.0.1:80").withWeight(4)));

    verify(follower, never()).follow(any());
  }

  @Test
  void aHundredThousandBackendsAreTakenOverWithoutAQuadraticStep() {
    List<Backend> many =
        new ArrayList<>(
            IntStream.range(0, 100_000)
                .mapToObj(i -> Members.backend(Members.address(i)))
                .toList());
    Collections.shuffle(many, new Random(1));
    long before = System.nanoTime();

    writer.setBackends(many);
    writer.setBackends(many.subList(0, 50_000));
    writer.setBackends(many);
    writer.setBackends(List.of());

    // It takes half a second here; a quadratic step would take minutes.
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    assertThat(pool.members()).isEmpty();
  }

  private PoolMember member(String address) {
    return pool.members().stream()
        .filter(member -> member.toString().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private PoolWriter writer(boolean initiallyLive) {
    return new PoolWriter(
        "web", guarded, Members.factory(initiallyLive), PoolClock.SYSTEM, Runnable::run);
  }
}
