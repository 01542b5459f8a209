package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.core.config.BackendsConfig;
import io.weir.core.config.BackendsConfig.OnBackendDown;
import io.weir.core.pool.MemberState.Why;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How members come to work. */
class SlowStartTest extends PoolOverTime {

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
}
