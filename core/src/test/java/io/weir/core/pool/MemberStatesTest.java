package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.config.BackendsConfig;
import io.weir.core.config.BackendsConfig.OnBackendDown;
import io.weir.core.pool.MemberState.Why;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What members are good for, and what follows from it. */
class MemberStatesTest extends PoolOverTime {

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
}
