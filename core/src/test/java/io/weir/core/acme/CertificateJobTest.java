package io.weir.core.acme;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.IssuanceException;
import io.weir.api.certificate.RenewalWindow;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.certificate.SelfSigned;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

/** The life of one name's certificate, by a clock that is moved. */
@Timeout(60)
@ExtendWith(MockitoExtension.class)
class CertificateJobTest {
  private static final String NAME = "a.example";

  private final ManualClock clock = new ManualClock();
  private final MemoryStore store = new MemoryStore();
  private final TestIssuer issuer = new TestIssuer(clock);
  @Mock private ChallengeResponder responder;
  @Mock private TlsChallenges tls;

  private CertificateJob job() {
    return job(0.5);
  }

  private CertificateJob job(double draw) {
    AcmeParts parts = TestParts.of(store, issuer, responder, tls);
    return new CertificateJob(NAME, parts, clock, () -> draw);
  }

  /** Has it do what is due, until some moment. */
  private void liveUntil(CertificateJob job, Instant end) throws InterruptedException {
    while (!job.next().isAfter(end)) {
      if (job.next().isAfter(clock.instant())) {
        clock.set(job.next());
      }
      Instant before = clock.instant();
      job.work();
      assertThat(job.next()).as("it does not spin").isAfter(before);
    }
    clock.set(end);
  }

  private static Instant end(CertificateJob job) {
    return Objects.requireNonNull(job.chain()).certificate().getNotAfter().toInstant();
  }

  private KeyedChain kept() throws Exception {
    return KeyedChain.parse(Objects.requireNonNull(store.entries.get(NAME)));
  }

  @ParameterizedTest
  @CsvSource({"6, 60", "45, 450", "90, 900"})
  void aCertificateIsRenewedAfterTwoThirdsOfItsLifeForAsLongAsThereAreDays(int days, int until)
      throws Exception {
    issuer.lifetime = Duration.ofDays(days);
    CertificateJob job = job();

    liveUntil(job, ManualClock.START.plus(Duration.ofDays(until)));

    for (int i = 1; i < issuer.orders.size(); i++) {
      Duration apart = Duration.between(issuer.orders.get(i - 1), issuer.orders.get(i));
      assertThat(apart)
          .isBetween(
              issuer.lifetime.multipliedBy(2).dividedBy(3).minusSeconds(1),
              issuer.lifetime.multipliedBy(17).dividedBy(24));
    }
    assertThat(issuer.orders).hasSizeBetween(14, 15);
    assertThat(issuer.replaced).hasSize(issuer.orders.size() - 1);
    assertThat(end(job)).isAfter(clock.instant());
    assertThat(kept()).isEqualTo(job.chain());
    assertThat(job.status("web").state()).isEqualTo(AcmeState.VALID);
  }

  @Test
  void jitterSpreadsRenewalsOverATwentyFourthOfTheLifetime() throws Exception {
    issuer.lifetime = Duration.ofDays(72);
    for (double draw : new double[] {0, 0.5, 0.999}) {
      store.entries.clear();
      CertificateJob job = job(draw);
      job.work();
      assertThat(Duration.between(clock.instant(), job.status("web").nextAttempt()))
          .isCloseTo(Duration.ofHours((long) (48 * 24 + 72 * draw)), Duration.ofHours(1));
    }
  }

  @Test
  void whatIsKeptIsServedAtOnceAndNotOrdered() throws Exception {
    KeyedChain old =
        SelfSigned.of(NAME, ManualClock.START, ManualClock.START.plus(Duration.ofDays(90)));
    store.entries.put(NAME, old.pem());
    CertificateJob job = job();
    assertThat(job.status("web").state()).isEqualTo(AcmeState.PENDING);

    job.load();

    assertThat(job.chain()).isEqualTo(old);
    job.work();
    assertThat(issuer.orders).isEmpty();
  }

  @Test
  void autocertsCertificateWithAnRsaNameIsTakenToo() throws Exception {
    KeyedChain old =
        SelfSigned.of(NAME, ManualClock.START, ManualClock.START.plus(Duration.ofDays(90)));
    store.entries.put(NAME + "+rsa", old.pem());
    CertificateJob job = job();

    job.work();

    assertThat(job.chain()).isEqualTo(old);
    assertThat(issuer.orders).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"garbage, garbage", "other, b.example"})
  void whatCannotBeUsedIsKeptElsewhereAndOrderedAnew(String what, String content) throws Exception {
    byte[] bytes =
        what.equals("garbage")
            ? content.getBytes(US_ASCII)
            : SelfSigned.of(content, ManualClock.START, ManualClock.START.plusSeconds(9)).pem();
    store.entries.put(NAME, bytes);

    job().work();

    assertThat(store.entries.get("broken/" + NAME)).isEqualTo(bytes);
    assertThat(kept().covers(NAME)).isTrue();
    assertThat(issuer.orders).hasSize(1);
  }

  @Test
  void theAuthoritysWindowDecidesAndItIsAskedAgainWhenItSaysSo() throws Exception {
    Instant start = ManualClock.START.plus(Duration.ofDays(30));
    issuer.window =
        new RenewalWindow(
            start, start.plus(Duration.ofDays(2)), ManualClock.START.plusSeconds(3600));
    CertificateJob job = job();
    job.work();
    assertThat(job.status("web").nextAttempt()).isEqualTo(start.plus(Duration.ofDays(1)));
    assertThat(job.next()).isEqualTo(ManualClock.START.plusSeconds(3600));
    assertThat(issuer.questions).isEqualTo(1);

    // It wants the certificate back: the window moves into the past.
    issuer.window =
        new RenewalWindow(
            ManualClock.START.minusSeconds(60),
            ManualClock.START,
            ManualClock.START.plus(Duration.ofDays(50)));
    liveUntil(job, ManualClock.START.plus(Duration.ofDays(1)));
    assertThat(issuer.orders).hasSize(1);
    liveUntil(job, ManualClock.START.plus(Duration.ofDays(3)));
    assertThat(issuer.orders).as("not sooner than a fiftieth of the lifetime").hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "2, 2", "30, 24"})
  void anAuthorityThatDoesNotAnswerIsAskedForItsWindowLater(int wish, int hours) throws Exception {
    issuer.noAnswer =
        wish < 0
            ? new IOException("connection refused")
            : new IssuanceException("busy", ManualClock.START.plus(Duration.ofHours(wish)));
    CertificateJob job = job();

    job.work();

    assertThat(job.next()).isEqualTo(ManualClock.START.plus(Duration.ofHours(hours)));
    assertThat(job.status("web").state()).isEqualTo(AcmeState.VALID);
  }

  @Test
  void anAuthorityThatWantsItsCertificatesBackAtOnceIsNotAskedInALoop() throws Exception {
    issuer.window =
        new RenewalWindow(ManualClock.START.minusSeconds(60), ManualClock.START, ManualClock.START);
    issuer.lifetime = Duration.ofDays(6);
    CertificateJob job = job();

    liveUntil(job, ManualClock.START.plus(Duration.ofDays(1)));

    assertThat(issuer.orders).hasSizeLessThan(10);
  }

  @Test
  void aFailedRenewalKeepsTheOldCertificateAndSaysWhy() throws Exception {
    issuer.lifetime = Duration.ofDays(6);
    CertificateJob job = job();
    job.work();
    KeyedChain old = job.chain();
    issuer.refusal = new IOException("connection refused");

    liveUntil(job, ManualClock.START.plus(Duration.ofDays(5)));

    assertThat(job.chain()).isEqualTo(old);
    AcmeStatus status = job.status("web");
    assertThat(status.state()).isEqualTo(AcmeState.FAILING);
    assertThat(status.failure()).contains("connection refused");
    assertThat(status.failures()).isEqualTo(issuer.refusals.size());
    // Four in the first hour, and less and less.
    Instant first = issuer.refusals.getFirst();
    assertThat(issuer.refusals)
        .filteredOn(attempt -> attempt.isBefore(first.plus(Duration.ofHours(1))))
        .hasSize(4);
    assertThat(issuer.refusals).hasSizeBetween(6, 9);

    issuer.refusal = null;
    liveUntil(job, ManualClock.START.plus(Duration.ofDays(6)));
    assertThat(job.chain()).isNotEqualTo(old);
    assertThat(job.status("web").state()).isEqualTo(AcmeState.VALID);
    assertThat(job.status("web").failures()).isZero();
  }

  @Test
  void whatTheAuthoritySaysOfLaterIsRespected() throws Exception {
    Instant later = ManualClock.START.plus(Duration.ofHours(30));
    issuer.refusal = new IssuanceException("too many certificates", later);
    CertificateJob job = job();

    job.work();

    assertThat(job.next()).isEqualTo(later);
    assertThat(job.status("web").nextAttempt()).isEqualTo(later);
    assertThat(job.status("web").failure()).isEqualTo("too many certificates");
  }

  @Test
  void whatTheAuthoritySaysOfSoonerIsNotSoonerThanTheBackOff() throws Exception {
    issuer.refusal = new IssuanceException("busy", ManualClock.START.plusSeconds(1));
    CertificateJob job = job();

    job.work();

    assertThat(job.next()).isAfterOrEqualTo(ManualClock.START.plusSeconds(60));
  }

  @Test
  void nothingIsOrderedWhileTheStoreIsDown() throws Exception {
    store.down = true;
    CertificateJob job = job();

    liveUntil(job, ManualClock.START.plus(Duration.ofHours(1)));

    assertThat(issuer.orders).isEmpty();
    assertThat(job.status("web").state()).isEqualTo(AcmeState.FAILING);
    store.down = false;
    liveUntil(job, ManualClock.START.plus(Duration.ofHours(4)));
    assertThat(issuer.orders).hasSize(1);
  }

  @Test
  void anotherWeirsCertificateIsTakenAndNoneOrdered() throws Exception {
    issuer.lifetime = Duration.ofDays(6);
    CertificateJob first = job(0);
    CertificateJob second = job(0.9);
    CertificateJob third = job(0.9);
    first.work();
    second.work();
    third.work();
    assertThat(issuer.orders).hasSize(1);
    assertThat(second.chain()).isEqualTo(first.chain());

    Instant end = ManualClock.START.plus(Duration.ofDays(60));
    while (clock.instant().isBefore(end)) {
      clock.pass(Duration.ofMinutes(30));
      for (CertificateJob job : new CertificateJob[] {first, second, third}) {
        if (!job.next().isAfter(clock.instant())) {
          job.work();
        }
      }
    }

    assertThat(issuer.orders).as("one every four days, between the three").hasSize(16);
    assertThat(end(third)).isAfter(end);
  }

  @Test
  void whoHasWaitedForTheLockTakesWhatItsHolderHasObtained() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch ordering = new CountDownLatch(1);
    FutureTask<Boolean> first = task(gated(ordering, goOn)::work);
    CertificateJob waiting = job();
    FutureTask<Boolean> second = task(waiting::work);
    Thread.ofPlatform().start(first);
    ordering.await();
    Thread.ofPlatform().start(second);
    await().until(() -> store.isAwaited(NAME));

    goOn.countDown();

    assertThat(first.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(issuer.orders).hasSize(1);
    assertThat(waiting.chain()).isEqualTo(kept());
  }

  /** One whose orders say that they have begun, and wait until they may go on. */
  private CertificateJob gated(CountDownLatch ordering, CountDownLatch goOn) {
    AcmeParts parts =
        TestParts.of(
            store,
            (names, key, challenges) -> {
              ordering.countDown();
              goOn.await();
              return issuer.issue(names, key, challenges);
            },
            responder,
            tls);
    return new CertificateJob(NAME, parts, clock, () -> 0.5);
  }

  @Test
  void aCertificateThatCannotBeKeptIsServedAndKeptLaterWithoutAnotherOrder() throws Exception {
    store.readOnly = true;
    CertificateJob job = job();

    job.work();

    assertThat(job.chain()).isNotNull();
    assertThat(job.status("web").state()).isEqualTo(AcmeState.FAILING);
    assertThat(store.entries).doesNotContainKey(NAME);
    store.readOnly = false;
    liveUntil(job, ManualClock.START.plus(Duration.ofMinutes(5)));
    assertThat(kept()).isEqualTo(job.chain());
    assertThat(job.status("web").state()).isEqualTo(AcmeState.VALID);
    assertThat(issuer.orders).hasSize(1);
  }

  @Test
  void nothingIsWrittenUnderALockThatWasLost() throws Exception {
    store.losesLocks = true;
    CertificateJob job = job();

    job.work();

    assertThat(store.entries).doesNotContainKey(NAME);
    assertThat(job.status("web").failure()).contains("the lock was lost");
    // Another weir has ordered in the meantime, and its certificate is valid for longer.
    KeyedChain others =
        SelfSigned.of(NAME, ManualClock.START, ManualClock.START.plus(Duration.ofDays(99)));
    store.entries.put(NAME, others.pem());
    store.losesLocks = false;
    liveUntil(job, ManualClock.START.plus(Duration.ofMinutes(5)));
    assertThat(job.chain()).isEqualTo(others);
    assertThat(kept()).isEqualTo(others);
  }

  @Test
  void aCertificateForOtherNamesIsRefused() throws Exception {
    issuer.otherName = "b.example";
    CertificateJob job = job();

    job.work();

    assertThat(job.chain()).isNull();
    assertThat(job.status("web").failure()).contains("for other names");
  }

  @Test
  void aCertificateThatHasExpiredIsRefused() throws Exception {
    issuer.lifetime = Duration.ofSeconds(-5);
    CertificateJob job = job();

    job.work();

    assertThat(job.chain()).isNull();
    assertThat(job.status("web").failure()).contains("has expired");
  }

  @Test
  void itIsRenewedWhenSomebodyAsks() throws Exception {
    CertificateJob job = job();
    job.work();
    KeyedChain old = job.chain();
    clock.pass(Duration.ofDays(1));
    assertThat(job.next()).isAfterOrEqualTo(clock.instant());

    job.force();

    assertThat(job.next()).isBefore(clock.instant());
    job.work();
    assertThat(job.chain()).isNotEqualTo(old);
    assertThat(issuer.orders).hasSize(2);
    job.work();
    assertThat(issuer.orders).as("once").hasSize(2);
  }

  @Test
  void whatIsRevokedIsReplaced() throws Exception {
    CertificateJob job = job();
    assertThatThrownBy(() -> job.revoke(1)).hasMessageContaining("there is no certificate");
    job.work();
    KeyedChain old = job.chain();

    job.revoke(1);

    assertThat(issuer.revocations).containsExactly(1);
    job.work();
    assertThat(job.chain()).isNotEqualTo(old);
  }

  @Test
  void whatIsRevokedIsReplacedAlsoIfThatFailsAtFirst() throws Exception {
    CertificateJob job = job();
    job.work();
    KeyedChain old = job.chain();
    job.revoke(1);
    issuer.refusal = new IOException("connection refused");
    job.work();
    assertThat(job.status("web").state()).isEqualTo(AcmeState.FAILING);
    assertThat(job.next()).as("it does not spin").isAfter(clock.instant());

    issuer.refusal = null;
    liveUntil(job, clock.instant().plus(Duration.ofMinutes(2)));

    assertThat(job.chain()).isNotEqualTo(old);
    assertThat(issuer.orders).as("and no other after that").hasSize(2);
  }

  @Test
  void anAuthorityThatSaysMuchLaterIsAskedAfterAWeek() throws Exception {
    issuer.refusal = new IssuanceException("go away", Instant.MAX);
    CertificateJob job = job();

    job.work();

    assertThat(job.next()).isEqualTo(ManualClock.START.plus(Duration.ofDays(7)));
  }

  @Test
  void aClockThatIsSetBackEndsWhatWasPutOffByTheWrongTime() throws Exception {
    clock.set(ManualClock.START.plus(Duration.ofDays(1500)));
    issuer.refusal = new IOException("connection refused");
    KeyedChain kept =
        SelfSigned.of(NAME, ManualClock.START, ManualClock.START.plus(Duration.ofDays(90)));
    CertificateJob with = job();
    CertificateJob without = job();
    without.work();
    store.entries.put(NAME, kept.pem());
    with.work();
    assertThat(with.status("web").state()).isEqualTo(AcmeState.FAILING);
    store.entries.clear();

    clock.set(ManualClock.START);
    issuer.refusal = null;
    liveUntil(with, ManualClock.START.plusSeconds(60));
    liveUntil(without, ManualClock.START.plusSeconds(60));

    assertThat(with.status("web").state()).isEqualTo(AcmeState.VALID);
    assertThat(with.chain()).isEqualTo(kept);
    assertThat(without.status("web").state()).isEqualTo(AcmeState.VALID);
    assertThat(issuer.orders).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2027-06-01T00:00:00Z, 2027-07-01T00:00:00Z",
    "-1000000000-01-01T00:00:00Z, +1000000000-12-31T23:59:59Z"
  })
  void aWindowThatWouldLetItExpireCountsForWhatLiesBefore(Instant start, Instant end)
      throws Exception {
    issuer.window = new RenewalWindow(start, end, ManualClock.START);
    CertificateJob job = job(0.999);

    job.work();

    assertThat(job.status("web").failure()).isNull();
    assertThat(job.status("web").nextAttempt())
        .isBetween(clock.instant().plus(Duration.ofDays(60)), end(job).minus(Duration.ofDays(8)));
  }

  @Test
  void anOrderThatIsUnderWayDoesNotKeepAServerThatStarts() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    CountDownLatch ordering = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    store.answers = answers;
    CertificateJob job = gated(ordering, goOn);
    FutureTask<Boolean> work = task(job::work);
    FutureTask<Boolean> load = task(job::load);
    Thread.ofPlatform().start(work);
    await().until(() -> store.loads.get() == 1);
    Thread server = Thread.ofPlatform().start(load);
    await().until(() -> server.getState() == Thread.State.BLOCKED);

    answers.countDown();

    ordering.await();
    assertThat(load.get(30, TimeUnit.SECONDS)).isTrue();
    goOn.countDown();
    assertThat(work.get(30, TimeUnit.SECONDS)).isTrue();
  }

  private interface Step {
    void run() throws Exception;
  }

  private static FutureTask<Boolean> task(Step step) {
    return new FutureTask<>(() -> {
      step.run();
      return true;
    });
  }

  @Test
  void listenersHearOfEveryOtherCertificate() throws Exception {
    CertificateJob job = job();
    int[] told = {0};
    Runnable listener = () -> told[0]++;
    job.addListener(listener);

    job.work();
    assertThat(told[0]).isEqualTo(1);
    job.force();
    job.work();
    assertThat(told[0]).isEqualTo(2);
    job.removeListener(listener);
    assertThat(job.hasListeners()).isFalse();
    job.force();
    job.work();
    assertThat(told[0]).isEqualTo(2);
  }
}
