package io.weir.core.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.certificate.IssuanceException;
import io.weir.api.certificate.RenewalWindow;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.certificate.SelfSigned;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a certificate is renewed. */
class CertificateRenewalTest extends CertificateJobCase {

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
}
