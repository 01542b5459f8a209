package io.weir.core.pool;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.weir.api.Backend;
import io.weir.api.discovery.Discovery;
import io.weir.core.config.DiscoverySettings;
import io.weir.core.config.DiscoverySettings.FailPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

@ExtendWith(MockitoExtension.class)
class DiscoverySchedulerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
  private static final List<Backend> ONE = List.of(Backend.of("10.0.0.1", 80));
  private static final List<Backend> TWO =
      List.of(Backend.of("10.0.0.1", 80), Backend.of("10.0.0.2", 80));

  @Mock private DiscoveryListener sink;
  private Discovery discovery = mock(Discovery.class);
  private final ManualScheduler scheduler = new ManualScheduler();
  private LogCapture log;

  @BeforeEach
  void captureLog() {
    log = new LogCapture(DiscoveryScheduler.class);
  }

  @AfterEach
  void releaseLog() {
    log.close();
  }

  @Test
  void looksUpAtOnceAndThenAtTheInterval() throws Exception {
    when(discovery.fetch()).thenReturn(ONE).thenReturn(TWO);
    start(10, FailPolicy.KEEPLAST);

    scheduler.runWork();
    verify(sink).found(ONE);

    scheduler.advance(Duration.ofMillis(9_999));
    verify(discovery, times(1)).fetch();
    scheduler.advance(Duration.ofMillis(1));
    verify(sink).found(TWO);
    scheduler.advance(Duration.ofSeconds(100));
    verify(discovery, times(12)).fetch();
  }

  @Test
  void withoutIntervalItAsksOnceUntilOneSucceeds() throws Exception {
    when(discovery.fetch())
        .thenThrow(new IOException("no route"))
        .thenThrow(new IOException("no route"))
        .thenReturn(ONE);
    start(0, FailPolicy.KEEPLAST);

    scheduler.advance(Duration.ofMillis(3_999));
    verify(discovery, times(2)).fetch();
    verify(sink, never()).found(any());

    scheduler.advance(Duration.ofDays(1));
    verify(discovery, times(3)).fetch();
    verify(sink).found(ONE);
    assertThat(scheduler.timers()).isZero();
  }

  @Test
  void afterAFailureTheNextLookUpComesTwoSecondsLaterWhateverTheInterval() throws Exception {
    when(discovery.fetch()).thenThrow(new IOException("no route")).thenReturn(ONE);
    start(3600, FailPolicy.KEEPLAST);

    scheduler.advance(TWO_SECONDS);

    verify(sink).found(ONE);
  }

  @Test
  void keeplastLeavesTheListAndSetemptyEmptiesIt() throws Exception {
    when(discovery.fetch()).thenReturn(ONE).thenThrow(new IOException("no route"));
    start(10, FailPolicy.KEEPLAST);
    scheduler.advance(Duration.ofSeconds(30));
    verify(sink, times(1)).found(any());

    discovery = mock(Discovery.class);
    when(discovery.fetch()).thenReturn(ONE).thenThrow(new IOException("no route")).thenReturn(TWO);
    start(10, FailPolicy.SETEMPTY);
    scheduler.advance(Duration.ofSeconds(10));
    verify(sink).found(List.of());
    scheduler.advance(TWO_SECONDS);
    verify(sink).found(TWO);
  }

  @Test
  void setemptyDoesNotTurnNotDiscoveredYetIntoDiscoveredNone() throws Exception {
    when(discovery.fetch()).thenThrow(new IOException("no route"));
    start(10, FailPolicy.SETEMPTY);

    scheduler.advance(Duration.ofSeconds(30));

    verify(sink, never()).found(any());
  }

  @Test
  void failuresAreSaidOnceAndSoIsTheirEnd() throws Exception {
    when(discovery.fetch())
        .thenThrow(new IOException("no route\nto host"))
        .thenThrow(new IOException("no route"))
        .thenThrow(new IOException("no route"))
        .thenReturn(ONE);
    start(10, FailPolicy.KEEPLAST);

    scheduler.advance(Duration.ofSeconds(60));

    assertThat(log.lines())
        .containsExactly(
            "WARN discovery fails server=web reason=no route to host failures=1",
            "INFO discovery works again server=web failures=3");
  }

  @Test
  void nothingReturnedAndAListWithHolesAreFailures() throws Exception {
    List<Backend> holes = new ArrayList<>(ONE);
    holes.add(null);
    when(discovery.fetch()).thenReturn(null).thenReturn(holes).thenReturn(ONE);
    start(10, FailPolicy.KEEPLAST);

    scheduler.advance(Duration.ofSeconds(4));

    verify(sink).found(ONE);
    assertThat(log.lines().getFirst()).contains("it gave no list");
  }

  @Test
  void aListIsOutOfThePluginsHands() throws Exception {
    List<Backend> own = new ArrayList<>(ONE);
    when(discovery.fetch()).thenReturn(own);
    List<List<Backend>> taken = new ArrayList<>();
    schedule(discovery, settings(0, FailPolicy.KEEPLAST), taken::add, scheduler).start();

    scheduler.runWork();
    own.clear();

    assertThat(taken).containsExactly(ONE);
  }

  @Test
  void alsoAnErrorOfThePluginIsOnlyAFailure() throws Exception {
    when(discovery.fetch()).thenThrow(new NoClassDefFoundError("org/example/Client"));
    start(10, FailPolicy.KEEPLAST);

    scheduler.runWork();

    assertThat(log.lines())
        .containsExactly(
            "WARN discovery fails server=web reason=class org.example.Client is missing failures=1");
  }

  @Test
  void aWatchTellsNewListsAndBeginsOnlyOnce() throws Exception {
    List<Consumer<List<Backend>>> watchers = new ArrayList<>();
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger fetches = new AtomicInteger();
    Discovery watched =
        new Discovery() {
          @Override
          public List<Backend> fetch() {
            fetches.incrementAndGet();
            return ONE;
          }

          @Override
          public void watch(Consumer<List<Backend>> changes) throws InterruptedException {
            watchers.add(changes);
            over.await();
          }
        };
    List<List<Backend>> taken = new ArrayList<>();
    ManualScheduler threads = new ManualScheduler(Thread.ofPlatform().daemon()::start);
    DiscoveryScheduler schedule =
        schedule(watched, settings(10, FailPolicy.KEEPLAST), taken::add, threads);
    schedule.start();
    await().until(() -> watchers.size() == 1 && threads.timers() == 1);

    watchers.getFirst().accept(TWO);
    assertThat(taken).containsExactly(ONE, TWO);

    threads.advance(Duration.ofSeconds(10));
    await().until(() -> fetches.get() == 2 && threads.timers() == 1);
    assertThat(watchers).hasSize(1);

    schedule.close();
    watchers.getFirst().accept(ONE);
    assertThat(taken).hasSize(3);
  }

  @Test
  void whatTheWatchToldDuringALookUpIsNotOverwrittenByItsAnswer() throws Exception {
    List<Consumer<List<Backend>>> watchers = new ArrayList<>();
    CountDownLatch watching = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(2);
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger fetches = new AtomicInteger();
    Discovery slow =
        new Discovery() {
          @Override
          public List<Backend> fetch() throws InterruptedException {
            asked.countDown();
            if (fetches.getAndIncrement() > 0) {
              answer.await();
            }
            return ONE;
          }

          @Override
          public void watch(Consumer<List<Backend>> changes) throws InterruptedException {
            watchers.add(changes);
            watching.countDown();
            new CountDownLatch(1).await();
          }
        };
    List<List<Backend>> taken = new ArrayList<>();
    ManualScheduler threads = new ManualScheduler(Thread.ofPlatform().daemon()::start);
    DiscoveryScheduler schedule =
        schedule(slow, settings(10, FailPolicy.KEEPLAST), taken::add, threads);
    schedule.start();
    assertThat(watching.await(10, SECONDS)).isTrue();
    threads.advance(Duration.ofSeconds(10));
    assertThat(asked.await(10, SECONDS)).isTrue();

    watchers.getFirst().accept(TWO);
    answer.countDown();
    await().until(() -> threads.timers() == 1);

    assertThat(taken).containsExactly(ONE, TWO);
    schedule.close();
  }

  @Test
  void aWatchThatFailsIsTreatedLikeAFailedLookUpAndBeginsAgain() throws Exception {
    when(discovery.fetch()).thenReturn(ONE);
    doThrow(new IOException("stream closed")).doNothing().when(discovery).watch(any());
    try (LogCapture watchLog = new LogCapture(DiscoveryWatch.class)) {
      start(0, FailPolicy.SETEMPTY);

      scheduler.runWork();
      verify(sink).found(List.of());
      scheduler.advance(TWO_SECONDS);

      verify(discovery, times(2)).fetch();
      verify(discovery, times(2)).watch(any());
      verify(sink, times(2)).found(ONE);
      assertThat(watchLog.lines())
          .containsExactly(
              "WARN watch of discovery fails server=web reason=stream closed failures=1");
    }
  }

  @Test
  void aWatchThatFailsAtOnceEveryTimeIsSaidOnce() throws Exception {
    when(discovery.fetch()).thenReturn(ONE);
    doThrow(new IOException("not there")).when(discovery).watch(any());
    try (LogCapture watchLog = new LogCapture(DiscoveryWatch.class)) {
      start(1, FailPolicy.KEEPLAST);

      scheduler.advance(Duration.ofMinutes(10));

      assertThat(watchLog.lines()).hasSize(1);
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void whatAWatchTellsAfterItsEndIsNotTaken() throws Exception {
    List<Consumer<List<Backend>>> watchers = new ArrayList<>();
    when(discovery.fetch()).thenReturn(ONE);
    doAnswer(
            call -> {
              watchers.add(call.getArgument(0));
              return null;
            })
        .when(discovery)
        .watch(any());
    start(0, FailPolicy.KEEPLAST);
    scheduler.runWork();

    watchers.getFirst().accept(TWO);

    verify(sink, never()).found(TWO);
  }

  @Test
  void closingInterruptsTheLookUpAndLeavesTheDiscoveryOpen() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    List<String> events = new ArrayList<>();
    Discovery hanging =
        new Discovery() {
          @Override
          public List<Backend> fetch() throws InterruptedException {
            asked.countDown();
            try {
              new CountDownLatch(1).await();
            } finally {
              events.add("fetch ended");
            }
            return ONE;
          }

          @Override
          public void close() {
            events.add("closed");
          }
        };
    ManualScheduler threads = new ManualScheduler(Thread.ofPlatform().daemon()::start);
    DiscoveryScheduler schedule =
        schedule(hanging, settings(10, FailPolicy.KEEPLAST), sink, threads);
    schedule.start();
    assertThat(asked.await(10, SECONDS)).isTrue();

    schedule.close();

    assertThat(events).containsExactly("fetch ended");
    verify(sink, never()).found(any());
    assertThat(threads.timers()).isZero();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void afterClosingNothingIsAskedAnyMore() throws Exception {
    when(discovery.fetch()).thenReturn(ONE);
    DiscoveryScheduler schedule = start(1, FailPolicy.KEEPLAST);
    scheduler.runWork();
    schedule.close();
    clearInvocations(discovery);

    scheduler.advance(Duration.ofMinutes(1));

    verify(discovery, never()).fetch();
  }

  private DiscoveryScheduler start(int intervalSeconds, FailPolicy policy) {
    DiscoveryScheduler schedule =
        schedule(discovery, settings(intervalSeconds, policy), sink, scheduler);
    schedule.start();
    return schedule;
  }

  private static DiscoveryScheduler schedule(
      Discovery discovery,
      DiscoverySettings settings,
      DiscoveryListener taken,
      Scheduler scheduler) {
    return new DiscoveryScheduler(
        Subject.of("web"), discovery, settings, TIMEOUT, taken, scheduler);
  }

  private static DiscoverySettings settings(int intervalSeconds, FailPolicy policy) {
    return new DiscoverySettings(Duration.ofSeconds(intervalSeconds), Optional.of(TIMEOUT), policy);
  }
}
