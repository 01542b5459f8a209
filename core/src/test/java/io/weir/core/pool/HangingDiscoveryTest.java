package io.weir.core.pool;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.api.discovery.Discovery;
import io.weir.core.config.DiscoverySettings;
import io.weir.core.config.DiscoverySettings.FailPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HangingDiscoveryTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final List<Backend> LIST = List.of(Backend.of("10.0.0.1", 80));

  private final ManualScheduler scheduler =
      new ManualScheduler(Thread.ofPlatform().daemon()::start);
  private final List<List<Backend>> lists = new CopyOnWriteArrayList<>();
  private final LogCapture log = new LogCapture(DiscoveryScheduler.class);

  @AfterEach
  void releaseLog() {
    log.close();
  }

  @Test
  void atTheDeadlineItIsInterruptedAndAskedAgainTwoSecondsLater() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    AtomicInteger fetches = new AtomicInteger();
    start(() -> {
      if (fetches.getAndIncrement() > 0) {
        return LIST;
      }
      asked.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
      return LIST;
    });
    assertThat(asked.await(10, SECONDS)).isTrue();

    scheduler.advance(Duration.ofMillis(4_999));
    assertThat(log.lines()).isEmpty();
    scheduler.advance(Duration.ofMillis(1));

    assertThat(log.lines())
        .containsExactly(
            "WARN discovery fails server=web reason=no answer within 5000 ms failures=1");
    assertThat(interrupted.await(10, SECONDS)).isTrue();
    await()
        .untilAsserted(() -> {
          scheduler.advance(Duration.ofSeconds(2));
          assertThat(lists).contains(LIST);
        });
  }

  @Test
  void oneThatIgnoresTheInterruptIsNotAskedASecondTimeButKeepsFailing() throws Exception {
    Semaphore goOn = new Semaphore(0);
    CountDownLatch asked = new CountDownLatch(1);
    AtomicInteger fetches = new AtomicInteger();
    CountDownLatch firstReturned = new CountDownLatch(1);
    start(() -> {
      fetches.incrementAndGet();
      asked.countDown();
      goOn.acquireUninterruptibly();
      firstReturned.countDown();
      return LIST;
    });
    assertThat(asked.await(10, SECONDS)).isTrue();

    scheduler.advance(Duration.ofMinutes(5));

    assertThat(fetches).hasValue(1);
    assertThat(lists).isEmpty();
    assertThat(log.lines()).hasSize(1);

    // What it says at last is out of date; it is asked anew.
    goOn.release(2);
    assertThat(firstReturned.await(10, SECONDS)).isTrue();
    await()
        .untilAsserted(() -> {
          scheduler.advance(Duration.ofSeconds(2));
          assertThat(lists).isNotEmpty();
        });
    assertThat(fetches).hasValueGreaterThanOrEqualTo(2);
    assertThat(log.lines().getLast()).startsWith("INFO discovery works again server=web failures=");
  }

  private void start(Discovery discovery) {
    new DiscoveryScheduler(
            Subject.of("web"),
            discovery,
            new DiscoverySettings(
                Duration.ofSeconds(60), Optional.of(TIMEOUT), FailPolicy.KEEPLAST),
            TIMEOUT,
            lists::add,
            scheduler)
        .start();
  }
}
