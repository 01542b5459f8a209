package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.core.config.HealthCheckSettings;
import io.weir.core.config.HealthCheckSettings.InitialStatus;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many checks of a server run at the same time. */
class CheckQueueTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration UNTIL_ALL_PLACES_ARE_USED = CheckQueue.GRACE.multipliedBy(10);

  private final ManualScheduler scheduler = new ManualScheduler();
  private int made;

  @Test
  void noMoreThanABoundedNumberOfChecksRunsAtTheSameTime() {
    health(TIMEOUT).follow(Members.live(HealthScheduler.MAX_CHECKS + 10));

    scheduler.advanceIdle(UNTIL_ALL_PLACES_ARE_USED);
    // A few have been due again meanwhile, and count as stuck.
    assertThat(scheduler.waitingWork())
        .isBetween(
            HealthScheduler.MAX_CHECKS, HealthScheduler.MAX_CHECKS + HealthScheduler.MAX_STUCK);
    scheduler.runWork();
    assertThat(made).isEqualTo(HealthScheduler.MAX_CHECKS + 10);
  }

  @Test
  void moreRunAtOnceWhereChecksAreSlowAndNotHanging() {
    health(TIMEOUT).follow(Members.live(100));

    // One check is done every 5 ms: the queue moves, but not fast enough.
    for (int i = 0; i < 20; i++) {
      scheduler.advanceIdle(Duration.ofMillis(5));
      scheduler.runOne();
    }

    assertThat(scheduler.waitingWork()).isGreaterThan(CheckQueue.FEW * 4);
  }

  @Test
  void fewChecksRunAtOnceUntilOneHasHadToWait() {
    health(TIMEOUT).follow(Members.live(20));

    assertThat(scheduler.waitingWork()).isEqualTo(CheckQueue.FEW);
    scheduler.advanceIdle(CheckQueue.GRACE.minusMillis(1));
    assertThat(scheduler.waitingWork()).isEqualTo(CheckQueue.FEW);
    scheduler.advanceIdle(CheckQueue.GRACE);
    assertThat(scheduler.waitingWork()).isEqualTo(CheckQueue.FEW * 2);
    scheduler.runWork();
    assertThat(made).isEqualTo(20);
  }

  @Test
  void whoWaitsForAPlaceAndLeavesIsNotChecked() {
    List<PoolMember> members = Members.live(HealthScheduler.MAX_CHECKS + 1);
    HealthScheduler health = health(TIMEOUT);
    health.follow(members);
    scheduler.advanceIdle(UNTIL_ALL_PLACES_ARE_USED);

    health.follow(members.subList(0, HealthScheduler.MAX_CHECKS));
    scheduler.runWork();

    assertThat(scheduler.waitingWork()).isZero();
    assertThat(scheduler.timers()).isEqualTo(HealthScheduler.MAX_CHECKS);
  }

  @Test
  void checksThatHangForAWholeIntervalMakeRoomForOthers() {
    HealthScheduler health = health(Duration.ZERO);
    health.follow(Members.live(HealthScheduler.MAX_CHECKS));
    List<PoolMember> more = new ArrayList<>(Members.live(HealthScheduler.MAX_CHECKS));
    more.add(Members.live("10.200.0.1:80"));

    // Nobody runs the work: all checks hang, and there is no timeout.
    scheduler.advanceIdle(INTERVAL);
    int before = scheduler.waitingWork();
    health.follow(more);

    assertThat(scheduler.waitingWork()).isGreaterThan(before);
  }

  private HealthScheduler health(Duration timeout) {
    HealthCheck check =
        _ -> {
          made++;
          return HealthResult.healthy();
        };
    return new HealthScheduler(
        Subject.of("web"),
        check,
        HealthCheckSettings.of(INTERVAL, timeout, 1, 1, InitialStatus.HEALTHY),
        host -> List.of(InetAddress.getAllByName(host)),
        (_, _, _) -> {},
        scheduler);
  }
}
