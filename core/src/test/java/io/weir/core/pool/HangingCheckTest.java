package io.weir.core.pool;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.core.config.HealthCheckSettings;
import io.weir.core.config.HealthCheckSettings.InitialStatus;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HangingCheckTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final ManualScheduler scheduler =
      new ManualScheduler(Thread.ofPlatform().daemon()::start);
  private final List<String> flips = new CopyOnWriteArrayList<>();
  private final PoolMember member = Members.live("10.0.0.1:80");
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final Semaphore goOn = new Semaphore(0);
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @Test
  void atItsTimeoutACheckIsInterruptedAndCountsAsFailed() throws Exception {
    HealthScheduler health = health(this::untilInterrupted, TIMEOUT, 1);
    health.follow(List.of(member));
    await().until(() -> begun.get() == 1);

    scheduler.advance(Duration.ofMillis(1_999));
    assertThat(flips).isEmpty();
    scheduler.advance(Duration.ofMillis(1));

    assertThat(flips).containsExactly("10.0.0.1:80 false");
    assertThat(interrupted.await(10, SECONDS)).isTrue();
  }

  @Test
  void oneThatIgnoresItsInterruptFailsAtEveryIntervalAndIsNeverJoinedByAnother() {
    HealthScheduler health = health(this::untilLetGo, TIMEOUT, 3);
    health.follow(List.of(member));
    await().until(() -> begun.get() == 1);

    scheduler.advance(TIMEOUT);
    assertThat(flips).isEmpty();
    scheduler.advance(INTERVAL.multipliedBy(10));

    assertThat(flips).containsExactly("10.0.0.1:80 false");
    assertThat(begun).hasValue(1);

    // Once it has stopped at last, checks go on.
    goOn.release(1000);
    await()
        .untilAsserted(() -> {
          scheduler.advance(INTERVAL);
          assertThat(flips).containsExactly("10.0.0.1:80 false", "10.0.0.1:80 true");
        });
    assertThat(most).hasValue(1);
  }

  @Test
  void oneThatStopsAtItsInterruptIsFollowedByTheNextHoweverCloseTheTwoCome() {
    HealthScheduler health = health(this::untilInterrupted, TIMEOUT, 1);
    health.follow(List.of(member));

    for (int round = 1; round <= 150; round++) {
      int expected = round;
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> {
            boolean begunAgain = begun.get() == expected;
            scheduler.advance(begunAgain ? TIMEOUT : INTERVAL);
            return begunAgain;
          });
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void withoutTimeoutASlowCheckIsWaitedForAndItsAnswerCounts() {
    HealthScheduler health = health(this::untilLetGo, Duration.ZERO, 1);
    health.follow(List.of(member));
    await().until(() -> begun.get() == 1);

    scheduler.advance(INTERVAL.multipliedBy(20));

    assertThat(begun).hasValue(1);
    assertThat(flips).isEmpty();
    goOn.release();
  }

  @Test
  void whoLeavesHasItsCheckInterruptedAndItsResultForgotten() throws Exception {
    HealthScheduler health = health(this::untilInterrupted, TIMEOUT, 1);
    health.follow(List.of(member));
    await().until(() -> begun.get() == 1);

    health.follow(List.of());

    assertThat(interrupted.await(10, SECONDS)).isTrue();
    await().until(() -> running.get() == 0);
    assertThat(scheduler.timers()).isZero();
    assertThat(flips).isEmpty();
  }

  @Test
  void whoComesBackWhileItsCheckHangsIsNotCheckedTwice() {
    HealthScheduler health = health(this::untilLetGo, TIMEOUT, 1);
    health.follow(List.of(member));
    await().until(() -> begun.get() == 1);

    for (int i = 0; i < 10; i++) {
      health.follow(List.of());
      health.follow(List.of(Members.live("10.0.0.1:80")));
      scheduler.advance(Duration.ofMillis(10));
    }
    assertThat(begun).hasValue(1);

    goOn.release(1000);
    await()
        .until(() -> {
          scheduler.advance(INTERVAL);
          return begun.get() > 1;
        });
    assertThat(most).hasValue(1);
  }

  @Test
  void closingDoesNotWaitForEverForACheckThatHangs() {
    HealthScheduler health = health(this::untilLetGo, TIMEOUT, 1);
    health.follow(Members.live(50));
    await()
        .until(() -> {
          scheduler.advanceIdle(CheckQueue.GRACE);
          return begun.get() >= 50;
        });

    long before = System.nanoTime();
    health.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    goOn.release(1000);
  }

  private HealthScheduler health(Runnable wait, Duration timeout, int fails) {
    HealthCheck check =
        _ -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          begun.incrementAndGet();
          try {
            wait.run();
          } finally {
            running.decrementAndGet();
          }
          return HealthResult.healthy();
        };
    return new HealthScheduler(
        Subject.of("web"),
        check,
        HealthCheckSettings.of(INTERVAL, timeout, fails, 1, InitialStatus.HEALTHY),
        host -> List.of(InetAddress.getAllByName(host)),
        (changed, live, _) -> flips.add(changed + " " + live),
        scheduler);
  }

  private void untilInterrupted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void untilLetGo() {
    goOn.acquireUninterruptibly();
  }
}
