package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.api.balance.Outcome;
import io.weir.core.config.BackendsConfig;
import io.weir.core.config.BackendsConfig.OnBackendDown;
import io.weir.core.config.EjectionConfig;
import io.weir.core.pool.MemberState.Why;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemberStatesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final LogCapture log = new LogCapture(MemberStates.class);
  private final ManualScheduler scheduler = new ManualScheduler();
  private final FailsafeBalancer balancer =
      new FailsafeBalancer("web", new TestBalancer(), Duration.ofSeconds(60));
  private PoolWriter writer = writer(true);
  private BackendPool pool = new BackendPool(balancer, writer, List.of());

  @AfterEach
  void releaseLog() {
    log.close();
  }

  @Test
  void theFirstBackendsAreUpAtOnceAndLaterOnesStartSlowly() {
    writer.setRules(slowStart(20));
    writer.setBackends(Members.backends("10.0.0.1:80"));
    assertState("10.0.0.1:80", BackendState.UP, Why.INITIAL);

    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));

    assertState("10.0.0.1:80", BackendState.UP, Why.INITIAL);
    assertState("10.0.0.2:80", BackendState.STARTING, Why.SLOW_START);
    scheduler.advance(SECOND.multipliedBy(19));
    assertState("10.0.0.2:80", BackendState.STARTING, Why.SLOW_START);
    scheduler.advance(SECOND);
    assertState("10.0.0.2:80", BackendState.UP, Why.INITIAL);
  }

  @Test
  void aBackendThatIsNotCheckedYetIsDownUntilItsFirstCheckAndThenUpAtOnce() {
    writer = writer(false);
    pool = new BackendPool(balancer, writer, List.of());
    writer.setRules(
        new BackendsConfig(
            SECOND, SECOND, 90, OnBackendDown.KEEP, Optional.empty(), Optional.empty()));
    writer.setBackends(Members.backends("10.0.0.1:80"));
    assertState("10.0.0.1:80", BackendState.DOWN, Why.INITIAL);
    assertThat(pool.snapshot().eligible()).as("there is nothing to panic about").isZero();

    writer.setLive(member("10.0.0.1:80"), true, "");

    assertState("10.0.0.1:80", BackendState.UP, Why.CHECK_PASSED);
  }

  @Test
  void saysEachWordOnceWithItsReason() {
    writer.setBackends(Members.backends("10.0.0.1:80"));
    PoolMember member = member("10.0.0.1:80");

    writer.setLive(member, false, "refused");
    writer.setLive(member, false, "refused");
    writer.setLive(member, true, "");
    writer.setEnabled(member, false);
    writer.setEnabled(member, true);
    writer.setDrain(member, true);
    writer.setDrain(member, false);

    assertThat(log.lines())
        .containsExactly(
            "WARN backend is down server=web backend=10.0.0.1:80 why=check_failed reason=refused",
            "INFO backend is up server=web backend=10.0.0.1:80 why=check_passed",
            "INFO backend is disabled server=web backend=10.0.0.1:80 why=operator",
            "INFO backend is up server=web backend=10.0.0.1:80 why=operator",
            "INFO backend is draining server=web backend=10.0.0.1:80 why=operator",
            "INFO backend is up server=web backend=10.0.0.1:80 why=operator");
  }

  @Test
  void sinceIsWhenTheWordBeganAndStaysWhereOnlyTheReasonChanges() {
    writer.setBackends(Members.backends("10.0.0.1:80"));
    PoolMember member = member("10.0.0.1:80");
    writer.setLive(member, false, "refused");
    MemberState down = member.state();

    writer.setLive(member, false, "no answer");

    assertThat(member.state())
        .isEqualTo(new MemberState(BackendState.DOWN, Why.CHECK_FAILED, "no answer", down.since()));
  }

  @Test
  void aNameIsDownUntilItHasAnAddress() throws Exception {
    writer.setBackends(Members.backends("db.test:80"));
    assertState("db.test:80", BackendState.DOWN, Why.UNRESOLVED);

    writer.setResolved(
        member("db.test:80"), new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 80));

    assertState("db.test:80", BackendState.UP, Why.INITIAL);
  }

  @Test
  void oneThatHasVanishedDrains() {
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember member = member("10.0.0.1:80");
    assertThat(member.tryAcquire()).isTrue();

    writer.setBackends(Members.backends("10.0.0.2:80"));

    assertThat(member.state().word()).isEqualTo(BackendState.DRAINING);
    assertThat(member.state().why()).isEqualTo(Why.VANISHED);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void failBackHoldKeepsTheOtherInUse() {
    writer.setRules(
        new BackendsConfig(
            Duration.ZERO,
            SECOND.multipliedBy(30),
            0,
            OnBackendDown.KEEP,
            Optional.empty(),
            Optional.empty()));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember first = member("10.0.0.1:80");
    writer.setLive(first, false, "refused");

    writer.setLive(first, true, "");

    assertState("10.0.0.1:80", BackendState.STARTING, Why.HELD_BACK);
    assertThat(elected(20)).containsOnly("10.0.0.2:80");

    writer.setLive(member("10.0.0.2:80"), false, "refused");
    assertThat(elected(20)).as("there is nobody else").containsOnly("10.0.0.1:80");

    scheduler.advance(SECOND.multipliedBy(30));
    assertState("10.0.0.1:80", BackendState.UP, Why.CHECK_PASSED);
  }

  @Test
  void slowStartGivesAGrowingShare() {
    writer.setRules(slowStart(100));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember second = member("10.0.0.2:80");
    writer.setLive(second, false, "refused");
    writer.setLive(second, true, "");

    assertThat(share("10.0.0.2:80")).as("at first").isCloseTo(0.05, within(0.02));
    scheduler.advance(SECOND.multipliedBy(50));
    assertThat(share("10.0.0.2:80")).as("half-way").isCloseTo(0.25, within(0.04));
    scheduler.advance(SECOND.multipliedBy(50));
    assertThat(share("10.0.0.2:80")).as("in the end").isCloseTo(0.5, within(0.001));
  }

  @Test
  void oneTimerWaitsHoweverMuchChangesMeanwhile() {
    writer.setRules(slowStart(100));
    writer.setBackends(Members.backends("10.0.0.1:80"));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));

    for (int i = 0; i < 100; i++) {
      writer.setLive(member("10.0.0.1:80"), false, "refused " + i);
      scheduler.advance(Duration.ofMillis(1));
    }

    assertThat(scheduler.timers()).isEqualTo(1);
    scheduler.advance(SECOND.multipliedBy(100));
    assertState("10.0.0.2:80", BackendState.UP, Why.INITIAL);
    assertThat(scheduler.timers()).isZero();
  }

  @Test
  void aClientThatABackendTakesStaysWithItWhileItStarts() {
    writer.setRules(slowStart(100));
    writer.setBackends(Members.backends("10.0.0.1:80"));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember starting = member("10.0.0.2:80");
    BitSet before = new BitSet();

    for (int second = 0; second < 100; second += 10) {
      BitSet taken = new BitSet();
      for (int client = 0; client < 1000; client++) {
        taken.set(client, starting.takesPart(client * 31, scheduler.nanoTime()));
      }
      assertThat(taken.stream().boxed()).containsAll(before.stream().boxed().toList());
      before = taken;
      scheduler.advance(SECOND.multipliedBy(10));
    }
  }

  @Test
  void oneThatStartsLooksAsBusyAsWithItsWholeShare() {
    writer.setRules(slowStart(100));
    writer.setBackends(Members.backends("10.0.0.1:80"));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember starting = member("10.0.0.2:80");
    assertThat(starting.weighedConnections(scheduler.nanoTime())).isEqualTo(9);
    assertThat(starting.tryAcquire()).isTrue();
    assertThat(starting.weighedConnections(scheduler.nanoTime())).isEqualTo(19);

    scheduler.advance(SECOND.multipliedBy(50));
    assertThat(starting.weighedConnections(scheduler.nanoTime())).isEqualTo(3);
    assertThat(member("10.0.0.1:80").weighedConnections(scheduler.nanoTime())).isZero();
  }

  @Test
  void whereAllStartSlowlyEveryConnectionStillGetsOne() {
    writer.setRules(slowStart(100));
    writer.setBackends(List.of());
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));

    assertThat(elected(1000)).doesNotContainNull().contains("10.0.0.1:80", "10.0.0.2:80");
  }

  @Test
  void belowThePanicThresholdAllAreUsed() {
    writer.setRules(
        new BackendsConfig(
            Duration.ZERO,
            Duration.ZERO,
            50,
            OnBackendDown.KEEP,
            Optional.empty(),
            Optional.empty()));
    writer.setBackends(
        Members.backends("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80", "10.0.0.4:80"));
    writer.setEnabled(member("10.0.0.4:80"), false);
    writer.setLive(member("10.0.0.1:80"), false, "refused");
    assertThat(pool.snapshot().panic()).isFalse();
    assertThat(pool.snapshot().eligible()).isEqualTo(2);

    writer.setLive(member("10.0.0.2:80"), false, "refused");

    assertThat(pool.snapshot().panic()).isTrue();
    assertThat(elected(60)).containsOnly("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80");

    writer.setLive(member("10.0.0.2:80"), true, "");
    assertThat(pool.snapshot().panic()).isFalse();
    assertThat(elected(60)).containsOnly("10.0.0.2:80", "10.0.0.3:80");
  }

  @Test
  void failuresInARowEjectForAGrowingTime() {
    writer.setRules(ejection(3, 100));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember member = member("10.0.0.1:80");

    fail(member, 2);
    member.conduct().answered();
    fail(member, 2);
    assertState("10.0.0.1:80", BackendState.UP, Why.INITIAL);
    fail(member, 1);

    assertState("10.0.0.1:80", BackendState.EJECTED, Why.CONNECTIONS_FAILED);
    assertThat(member.state().detail()).isEqualTo("3 connections in a row failed");
    assertThat(elected(20)).containsOnly("10.0.0.2:80");
    scheduler.advance(SECOND.multipliedBy(10));
    assertState("10.0.0.1:80", BackendState.UP, Why.EJECTION_OVER);

    fail(member, 3);
    scheduler.advance(SECOND.multipliedBy(19));
    assertState("10.0.0.1:80", BackendState.EJECTED, Why.CONNECTIONS_FAILED);
    scheduler.advance(SECOND);
    assertState("10.0.0.1:80", BackendState.UP, Why.EJECTION_OVER);

    fail(member, 3);
    scheduler.advance(SECOND.multipliedBy(25));
    assertThat(member.state().word()).as("max_time").isEqualTo(BackendState.UP);

    scheduler.advance(SECOND.multipliedBy(26));
    fail(member, 3);
    scheduler.advance(SECOND.multipliedBy(10));
    assertThat(member.state().word()).as("it was well for max_time").isEqualTo(BackendState.UP);
  }

  @Test
  void neverMoreThanSoManyPercentAreEjected() {
    writer.setRules(ejection(1, 50));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80"));

    pool.members().forEach(member -> member.conduct().failed());

    assertThat(pool.members())
        .extracting(member -> member.state().word())
        .containsExactly(BackendState.EJECTED, BackendState.UP, BackendState.UP);
    assertThat(log.lines())
        .contains(
            "WARN backend fails and stays, as max_ejected_percent are ejected already server=web"
                + " backend=10.0.0.2:80 ejected=1 backends=3");
  }

  @Test
  void whoIsEjectedIsStillBetterThanNobody() {
    writer.setRules(ejection(1, 100));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    writer.setLive(member("10.0.0.1:80"), false, "refused");

    fail(member("10.0.0.2:80"), 1);

    assertState("10.0.0.2:80", BackendState.EJECTED, Why.CONNECTIONS_FAILED);
    assertThat(elected(5)).containsOnly("10.0.0.2:80");
  }

  @Test
  void anEarlyResetIsAFailureAndALongSilenceIsNone() {
    writer.setRules(ejection(1, 100));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember member = member("10.0.0.1:80");

    member.conduct().keptSilent(false, 1);
    member.conduct().keptSilent(true, SECOND.toNanos());
    assertState("10.0.0.1:80", BackendState.UP, Why.INITIAL);
    member.conduct().keptSilent(true, SECOND.toNanos() - 1);

    assertState("10.0.0.1:80", BackendState.EJECTED, Why.CONNECTIONS_FAILED);
  }

  @Test
  void withoutTheSectionNothingIsEjected() {
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));

    fail(member("10.0.0.1:80"), 100);

    assertState("10.0.0.1:80", BackendState.UP, Why.INITIAL);
  }

  @Test
  void openConnectionsAreClosedOnceForEachTimeThatItIsDown() {
    List<PoolMember> told = new ArrayList<>();
    writer.whenDown(told::addAll);
    writer.setRules(onDown(OnBackendDown.CLOSE, null));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember member = member("10.0.0.1:80");

    writer.setLive(member, false, "refused");
    writer.setLive(member, false, "no answer");
    assertThat(told).containsExactly(member);
    writer.setLive(member, true, "");
    writer.setLive(member, false, "refused");
    assertThat(told).containsExactly(member, member);
  }

  @Test
  void nothingIsClosedWhileTheChecksAreNotBelieved() {
    Set<PoolMember> told = new HashSet<>();
    writer.whenDown(told::addAll);
    writer.setRules(
        new BackendsConfig(
            Duration.ZERO,
            Duration.ZERO,
            60,
            OnBackendDown.CLOSE,
            Optional.empty(),
            Optional.empty()));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80"));
    pool.members().forEach(member -> writer.setLive(member, false, "refused"));
    // The first one went down before there was a panic.
    assertThat(told).containsExactly(member("10.0.0.1:80"));

    writer.setLive(member("10.0.0.3:80"), true, "");
    writer.setLive(member("10.0.0.1:80"), true, "");

    assertThat(pool.snapshot().panic()).isFalse();
    assertThat(told).containsOnly(member("10.0.0.1:80"), member("10.0.0.2:80"));
  }

  @Test
  void checksThatFailEndAnEjection() {
    writer.setRules(ejection(1, 50));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember first = member("10.0.0.1:80");
    fail(first, 1);

    writer.setLive(first, false, "refused");
    fail(member("10.0.0.2:80"), 1);
    writer.setLive(first, true, "");

    assertState("10.0.0.1:80", BackendState.UP, Why.CHECK_PASSED);
    assertState("10.0.0.2:80", BackendState.EJECTED, Why.CONNECTIONS_FAILED);
  }

  @Test
  void failuresThatCannotEjectAskTheWriterForNothing() {
    writer.setRules(ejection(1, 50));
    writer.setBackends(Members.backends("10.0.0.1:80"));
    PoolMember only = member("10.0.0.1:80");
    fail(only, 1);

    fail(only, 1000);

    assertThat(log.lines()).hasSize(1);
    assertState("10.0.0.1:80", BackendState.UP, Why.INITIAL);
  }

  @Test
  void openConnectionsMayHaveTimeUntilItIsUpAgain() {
    List<PoolMember> told = new ArrayList<>();
    writer.whenDown(told::addAll);
    writer.setRules(onDown(OnBackendDown.CLOSE_AFTER, SECOND.multipliedBy(5)));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember first = member("10.0.0.1:80");
    PoolMember second = member("10.0.0.2:80");

    writer.setLive(first, false, "refused");
    writer.setLive(second, false, "refused");
    scheduler.advance(SECOND.multipliedBy(4));
    writer.setLive(first, true, "");
    assertThat(told).isEmpty();
    scheduler.advance(SECOND.multipliedBy(10));

    assertThat(told).containsExactly(second);
  }

  private void assertState(String address, BackendState word, Why why) {
    MemberState state = member(address).state();
    assertThat(List.of(state.word(), state.why())).isEqualTo(List.of(word, why));
  }

  private static void fail(PoolMember member, int times) {
    IntStream.range(0, times).forEach(_ -> member.conduct().failed());
  }

  private double share(String address) {
    List<String> elected = elected(10_000);
    return elected.stream().filter(address::equals).count() / (double) elected.size();
  }

  private List<String> elected(int times) {
    List<String> elected = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Election election = pool.begin();
      PoolMember member = election.elect(TestConnection.from(i));
      elected.add(String.valueOf(member));
      if (member != null) {
        election.report(member, Outcome.CLOSED, 0);
        election.release(member);
      }
    }
    return elected;
  }

  private PoolMember member(String address) {
    return pool.members().stream()
        .filter(member -> member.toString().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private static BackendsConfig slowStart(int seconds) {
    return new BackendsConfig(
        SECOND.multipliedBy(seconds),
        Duration.ZERO,
        0,
        OnBackendDown.KEEP,
        Optional.empty(),
        Optional.empty());
  }

  private static BackendsConfig onDown(OnBackendDown what, Duration after) {
    return new BackendsConfig(
        Duration.ZERO, Duration.ZERO, 0, what, Optional.ofNullable(after), Optional.empty());
  }

  private static BackendsConfig ejection(int failures, int percent) {
    return new BackendsConfig(
        Duration.ZERO,
        Duration.ZERO,
        0,
        OnBackendDown.KEEP,
        Optional.empty(),
        Optional.of(
            new EjectionConfig(
                failures, SECOND, SECOND.multipliedBy(10), SECOND.multipliedBy(25), percent)));
  }

  private PoolWriter writer(boolean initiallyLive) {
    return new PoolWriter(
        "web", balancer, Members.factory(initiallyLive), PoolClock.of(scheduler), Runnable::run);
  }
}
