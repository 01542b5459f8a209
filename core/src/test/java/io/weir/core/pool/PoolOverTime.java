package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.balance.Outcome;
import io.weir.core.config.BackendsConfig;
import io.weir.core.config.BackendsConfig.OnBackendDown;
import io.weir.core.config.EjectionConfig;
import io.weir.core.pool.MemberState.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** A pool whose time passes when a test says so, and what it says in the log. */
abstract class PoolOverTime {
  static final Duration SECOND = Duration.ofSeconds(1);

  final LogCapture log = new LogCapture(MemberStates.class);
  final ManualScheduler scheduler = new ManualScheduler();
  final FailsafeBalancer balancer =
      new FailsafeBalancer(Subject.of("web"), new TestBalancer(), Duration.ofSeconds(60));
  PoolWriter writer = writer(true);
  BackendPool pool = new BackendPool(balancer, writer, List.of());

  @AfterEach
  void releaseLog() {
    log.close();
  }

  void assertState(String address, BackendState word, Why why) {
    MemberState state = member(address).state();
    assertThat(List.of(state.word(), state.why())).isEqualTo(List.of(word, why));
  }

  static void fail(PoolMember member, int times) {
    IntStream.range(0, times).forEach(_ -> member.conduct().failed());
  }

  double share(String address) {
    List<String> elected = elected(10_000);
    return elected.stream().filter(address::equals).count() / (double) elected.size();
  }

  List<String> elected(int times) {
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

  PoolMember member(String address) {
    return pool.members().stream()
        .filter(member -> member.toString().equals(address))
        .findFirst()
        .orElseThrow();
  }

  static BackendsConfig slowStart(int seconds) {
    return new BackendsConfig(
        SECOND.multipliedBy(seconds),
        Duration.ZERO,
        0,
        OnBackendDown.KEEP,
        Optional.empty(),
        Optional.empty());
  }

  static BackendsConfig onDown(OnBackendDown what, Duration after) {
    return new BackendsConfig(
        Duration.ZERO, Duration.ZERO, 0, what, Optional.ofNullable(after), Optional.empty());
  }

  static BackendsConfig ejection(int failures, int percent) {
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

  PoolWriter writer(boolean initiallyLive) {
    return new PoolWriter(
        "web", balancer, Members.factory(initiallyLive), PoolClock.of(scheduler), Runnable::run);
  }
}
