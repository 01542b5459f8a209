package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.core.config.HealthCheckSettings;
import io.weir.core.config.HealthCheckSettings.InitialStatus;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.InOrder;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

@ExtendWith(MockitoExtension.class)
class HealthSchedulerTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final HealthResult OK = HealthResult.healthy();
  private static final HealthResult BAD = HealthResult.unhealthy("refused");

  @Mock private HealthCheck check;
  @Mock private BiConsumer<PoolMember, Boolean> listener;
  private final ManualScheduler scheduler = new ManualScheduler();
  private final PoolMember member = Members.live("10.0.0.1:80");
  private final List<String> reasons = new ArrayList<>();
  private LogCapture log;

  @BeforeEach
  void captureLog() {
    log = new LogCapture(Verdict.class);
  }

  @AfterEach
  void releaseLog() {
    log.close();
  }

  @Test
  void checksAtOnceAndThenOnceAnInterval() throws Exception {
    when(check.check(any())).thenReturn(OK);
    HealthScheduler health = health(1, 1);

    health.follow(List.of(member));
    scheduler.runWork();
    verify(check)
        .check(
            HealthTarget.of(
                member.backend(),
                new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 80),
                TIMEOUT));

    scheduler.advance(INTERVAL);
    verify(check, times(2)).check(any());
    scheduler.advance(INTERVAL.multipliedBy(100));
    verify(check, times(102)).check(any());
    verifyNoInteractions(listener);
  }

  @Test
  void aMemberIsDownAfterSoManyFailuresInARowAndUpAfterSoManyPasses() throws Exception {
    answers(BAD, BAD, OK, BAD, BAD, BAD, OK, BAD, OK, OK, OK, BAD);
    HealthScheduler health = health(3, 2);
    InOrder order = inOrder(listener);

    health.follow(List.of(member));
    checksPass(5);
    verifyNoInteractions(listener);
    checksPass(1);
    order.verify(listener).accept(member, false);
    checksPass(3);
    order.verifyNoMoreInteractions();
    checksPass(1);
    order.verify(listener).accept(member, true);
    checksPass(2);
    order.verifyNoMoreInteractions();
  }

  @Test
  void aMemberInMaintenanceIsNotChecked() throws Exception {
    when(check.check(any())).thenReturn(OK);
    HealthScheduler health = health(1, 1);
    health.follow(List.of(member));
    scheduler.runWork();

    member.setEnabled(false);
    health.follow(List.of(member));
    scheduler.advance(INTERVAL.multipliedBy(3));
    verify(check, times(1)).check(any());

    member.setEnabled(true);
    health.follow(List.of(member));
    scheduler.runWork();
    verify(check, times(2)).check(any());
  }

  @Test
  void aMemberThatBeginsDownComesUpWithItsPasses() throws Exception {
    answers(BAD, OK, OK);
    PoolMember down = Members.down("10.0.0.1:80");

    health(1, 2).follow(List.of(down));
    checksPass(2);
    verify(listener).accept(down, false);
    verifyNoMoreInteractions(listener);
    checksPass(1);

    verify(listener).accept(down, true);
    assertThat(reasons).as("why it is down is told as well").containsExactly("refused", "");
  }

  @Test
  void onlyFlipsAreSaidWithTheirReason() throws Exception {
    answers(OK, BAD, BAD, BAD, OK, OK);

    health(1, 1).follow(List.of(member));
    checksPass(6);

    assertThat(reasons).containsExactly("refused", "");
  }

  @Test
  void whatACheckThrowsIsTheReasonWhyAMemberIsDown() throws Exception {
    when(check.check(any())).thenThrow(new ConnectException("Connection\nrefused"));

    health(1, 1).follow(List.of(member));
    checksPass(1);

    verify(listener).accept(member, false);
    assertThat(reasons).containsExactly("Connection refused");
  }

  @Test
  void anInconclusiveCheckChangesNothingAndWarnsOncePerDetail() throws Exception {
    HealthResult maybe = HealthResult.inconclusive("says maybe");
    answers(BAD, maybe, maybe, HealthResult.inconclusive("says hm"), BAD);

    health(2, 1).follow(List.of(member));
    checksPass(4);
    verifyNoInteractions(listener);
    assertThat(log.lines())
        .containsExactly(
            "WARN check cannot tell whether backend works, its state stays server=web"
                + " backend=10.0.0.1:80 reason=says maybe",
            "WARN check cannot tell whether backend works, its state stays server=web"
                + " backend=10.0.0.1:80 reason=says hm");

    // It is no contrary result either: the second failure is the second in a row.
    checksPass(1);
    verify(listener).accept(member, false);
  }

  @Test
  void aCheckThatReturnsNothingIsAFailure() throws Exception {
    answers((HealthResult) null);

    health(1, 1).follow(List.of(member));
    checksPass(1);

    verify(listener).accept(member, false);
  }

  @Test
  void nobodyIsCheckedBeforeItsNameIsResolved() throws Exception {
    when(check.check(any())).thenReturn(OK);
    PoolMember named = Members.live("db.example:80");
    HealthScheduler health = health(1, 1);

    health.follow(List.of(named));
    scheduler.advance(INTERVAL.multipliedBy(3));
    verifyNoInteractions(check);

    named.resolveTo(new InetSocketAddress(InetAddress.ofLiteral("10.9.9.9"), 80));
    health.follow(List.of(named));
    scheduler.runWork();
    verify(check).check(any());
  }

  @Test
  void aMemberThatWasFollowedAlreadyIsNotCheckedAnew() throws Exception {
    when(check.check(any())).thenReturn(OK);
    HealthScheduler health = health(1, 1);

    health.follow(List.of(member));
    scheduler.runWork();
    health.follow(List.of(member, Members.live("10.0.0.2:80")));
    scheduler.runWork();

    verify(check, times(2)).check(any());
  }

  @Test
  void whoLeavesIsCheckedNoMoreAndWhoComesBackIsCheckedAtOnce() throws Exception {
    when(check.check(any())).thenReturn(BAD);
    HealthScheduler health = health(2, 1);
    health.follow(List.of(member));
    scheduler.runWork();

    health.follow(List.of());
    assertThat(scheduler.timers()).isZero();
    scheduler.advance(INTERVAL.multipliedBy(5));
    verify(check, times(1)).check(any());

    // The count begins anew.
    health.follow(List.of(member));
    scheduler.runWork();
    verify(check, times(2)).check(any());
    verifyNoInteractions(listener);
    scheduler.advance(INTERVAL);
    verify(listener).accept(member, false);
  }

  @Test
  void checksThatHangForEverKeepABoundedNumberOfThreads() {
    int most = HealthScheduler.MAX_CHECKS + HealthScheduler.MAX_STUCK;
    try (LogCapture log = new LogCapture(HealthScheduler.class)) {
      HealthScheduler health = health(1, 1);
      health.follow(Members.live(most + 10));

      // Nobody runs the work: no check ever stops.
      scheduler.advanceIdle(INTERVAL.multipliedBy(10));

      assertThat(scheduler.waitingWork()).isEqualTo(most);
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().getFirst())
          .matches("ERROR checking fails server=web reason=[0-9]+ checks do not stop, .*");

      scheduler.advance(INTERVAL.multipliedBy(2));
      assertThat(scheduler.waitingWork()).isZero();
      assertThat(log.lines().getLast()).startsWith("INFO checking works again server=web");
    }
  }

  @Test
  void checksOfBackendsThatWereFoundTogetherAreSpreadOverTheInterval() throws Exception {
    int count = 2000;
    Map<Long, Integer> perTenth = new HashMap<>();
    when(check.check(any())).thenReturn(OK);
    HealthScheduler health = health(1, 1);
    health.follow(Members.live(count));
    scheduler.runWork();

    for (long tenth = 0; tenth < 10; tenth++) {
      clearInvocations(check);
      scheduler.advance(INTERVAL.dividedBy(10));
      perTenth.put(tenth, checksMade());
    }

    assertThat(perTenth.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(count);
    assertThat(perTenth.values()).allMatch(checks -> checks > count / 20 && checks < count / 5);
  }

  @Test
  void closingEndsEverythingAndLeavesTheCheckOpen() throws Exception {
    when(check.check(any())).thenReturn(BAD);
    HealthScheduler health = health(2, 1);
    health.follow(List.of(member));
    scheduler.runWork();

    health.close();
    health.follow(List.of(member));
    scheduler.advance(INTERVAL.multipliedBy(2));

    verify(check, times(1)).check(any());
    verifyNoMoreInteractions(check);
    assertThat(scheduler.timers()).isZero();
  }

  private HealthScheduler health(int fails, int passes) {
    return health(TIMEOUT, fails, passes);
  }

  private HealthScheduler health(Duration timeout, int fails, int passes) {
    return new HealthScheduler(
        Subject.of("web"),
        check,
        HealthCheckSettings.of(INTERVAL, timeout, fails, passes, InitialStatus.HEALTHY),
        host -> List.of(InetAddress.getAllByName(host)),
        noting(listener),
        scheduler);
  }

  private HealthListener noting(BiConsumer<PoolMember, Boolean> flips) {
    return (changed, live, reason) -> {
      flips.accept(changed, live);
      reasons.add(reason);
    };
  }

  private void answers(HealthResult... results) throws Exception {
    Iterator<HealthResult> next = Arrays.asList(results).iterator();
    when(check.check(any())).thenAnswer(_ -> next.next());
  }

  /** Lets the next checks of the one member happen, the first of which may be due already. */
  private void checksPass(int count) {
    for (int i = 0; i < count; i++) {
      int before = checksMade();
      while (checksMade() == before) {
        scheduler.advance(Duration.ofMillis(100));
      }
    }
  }

  private int checksMade() {
    return mockingDetails(check).getInvocations().size();
  }
}
