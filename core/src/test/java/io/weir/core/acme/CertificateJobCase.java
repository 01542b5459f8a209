package io.weir.core.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.certificate.ChallengeResponder;
import io.weir.core.certificate.KeyedChain;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

/** One name's certificate by a clock that is moved, for tests of it. */
@Timeout(60)
@ExtendWith(MockitoExtension.class)
abstract class CertificateJobCase {
  static final String NAME = "a.example";

  final ManualClock clock = new ManualClock();
  final MemoryStore store = new MemoryStore();
  final TestIssuer issuer = new TestIssuer(clock);
  @Mock ChallengeResponder responder;
  @Mock TlsChallenges tls;

  CertificateJob job() {
    return job(0.5);
  }

  CertificateJob job(double draw) {
    AcmeParts parts = TestParts.of(store, issuer, responder, tls);
    return new CertificateJob(NAME, () -> parts, clock, () -> draw);
  }

  /** Has it do what is due, until some moment. */
  void liveUntil(CertificateJob job, Instant end) throws InterruptedException {
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

  static Instant end(CertificateJob job) {
    return Objects.requireNonNull(job.chain()).certificate().getNotAfter().toInstant();
  }

  KeyedChain kept() throws Exception {
    return KeyedChain.parse(Objects.requireNonNull(store.entries.get(NAME)));
  }

  /** One whose orders say that they have begun, and wait until they may go on. */
  CertificateJob gated(CountDownLatch ordering, CountDownLatch goOn) {
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
    return new CertificateJob(NAME, () -> parts, clock, () -> 0.5);
  }

  interface Step {
    void run() throws Exception;
  }

  static FutureTask<Boolean> task(Step step) {
    return new FutureTask<>(() -> {
      step.run();
      return true;
    });
  }
}
