package io.weir.core.acme;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.core.certificate.KeyedChain;
import io.weir.core.certificate.SelfSigned;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The life of one name's certificate in its store, and what is done with what the authority gives.
 */
class CertificateJobTest extends CertificateJobCase {

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
