package io.weir.core.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuedCertificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

/** When jobs work, and how many at a time. */
@Timeout(60)
@ExtendWith(MockitoExtension.class)
class JobRunnerTest {
  private final ManualClock clock = new ManualClock();
  private final MemoryStore store = new MemoryStore();
  private final AtomicInteger free = new AtomicInteger();
  private final Gate gate = new Gate(new TestIssuer(clock));
  @Mock private ChallengeResponder responder;
  @Mock private TlsChallenges tls;
  private final List<CertificateJob> jobs =
      List.of(job("a.example"), job("b.example"), job("c.example"));
  private volatile List<CertificateJob> listed = jobs;
  private final JobRunner runner = new JobRunner(clock, () -> listed, 2, Duration.ofMillis(20));

  /** Lets orders through one by one. */
  private static final class Gate implements CertificateIssuer {
    private final TestIssuer issuer;
    final AtomicInteger waiting = new AtomicInteger();
    final AtomicInteger interrupted = new AtomicInteger();
    final Semaphore passes = new Semaphore(0);

    Gate(TestIssuer issuer) {
      this.issuer = issuer;
    }

    @Override
    public IssuedCertificate issue(List<String> names, CertificateKey key, Challenges challenges)
        throws Exception {
      waiting.incrementAndGet();
      try {
        passes.acquire();
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
        throw e;
      } finally {
        waiting.decrementAndGet();
      }
      synchronized (issuer) {
        return issuer.issue(names, key, challenges);
      }
    }
  }

  private CertificateJob job(String name) {
    AcmeParts parts = TestParts.of(store, gate, responder, tls);
    return new CertificateJob(name, () -> parts, clock, () -> 0.5);
  }

  @AfterEach
  void close() {
    runner.close();
  }

  private long obtained() {
    return jobs.stream().filter(job -> job.chain() != null).count();
  }

  @Test
  void allThatIsDueIsDoneAFewAtATime() {
    runner.begin();
    await().until(() -> gate.waiting.get() == 2);
    assertThat(obtained()).isZero();

    gate.passes.release();
    await().until(() -> obtained() == 1);
    await().until(() -> gate.waiting.get() == 2);
    gate.passes.release(2);
    await().until(() -> obtained() == 3);
  }

  @Test
  void itGoesByTheTimeOfDay() {
    gate.passes.release(100);
    runner.begin();
    await().until(() -> obtained() == 3);
    assertThat(gate.issuer.orders).hasSize(3);

    clock.pass(Duration.ofDays(80));

    await().until(() -> gate.issuer.orders.size() == 6);
  }

  @Test
  void whatNobodyMayWorkDuringWaitsForOrdersAndKeepsOthersFromBeginning() throws Exception {
    AtomicInteger workedOn = new AtomicInteger(-1);
    runner.begin();
    await().until(() -> gate.waiting.get() == 2);

    Thread exchange =
        Thread.ofVirtual()
            .start(() -> {
              try {
                runner.whileNobodyWorks(() -> workedOn.set(gate.waiting.get()));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    await().until(() -> exchange.getState() == Thread.State.WAITING);
    gate.passes.release();
    await().until(() -> obtained() == 1);
    assertThat(workedOn).as("one order is still under way").hasValue(-1);
    gate.passes.release();

    exchange.join();
    assertThat(workedOn).as("the third has not begun").hasValue(0);
    assertThat(obtained()).isEqualTo(2);
    gate.passes.release();
    await().until(() -> obtained() == 3);
  }

  @Test
  void whatIsNotDoneAtTheEndIsNotDone() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    runner.close();

    runner.whileNobodyWorks(() -> done.set(true));

    assertThat(done).isFalse();
  }

  @Test
  void whatIsUnderWayIsInterruptedAtTheEnd() {
    runner.begin();
    await().until(() -> gate.waiting.get() == 2);

    runner.close();

    await().until(() -> gate.interrupted.get() == 2);
    assertThat(obtained()).isZero();
  }

  @Test
  void theEndWaitsUntilLocksAreFree() throws Exception {
    AtomicBoolean freeAtTheEnd = new AtomicBoolean();
    Thread closing =
        Thread.ofPlatform()
            .unstarted(() -> {
              runner.close();
              freeAtTheEnd.set(free.get() == 2);
            });
    store.freeing =
        () -> {
          // Slower than the end, if that does not wait.
          await().until(() -> closing.getState() != Thread.State.RUNNABLE);
          free.incrementAndGet();
        };
    runner.begin();
    await().until(() -> gate.waiting.get() == 2);

    closing.start();

    closing.join();
    assertThat(freeAtTheEnd).isTrue();
  }

  @Test
  void whatNoServerListsAnyMoreIsInterruptedAndNotBegunAgain() {
    runner.begin();
    await().until(() -> gate.waiting.get() == 2);

    listed = List.of();
    runner.wake();

    await().until(() -> gate.interrupted.get() == 2);
    assertThat(obtained()).isZero();
    listed = jobs;
    runner.wake();
    gate.passes.release(3);
    await().until(() -> obtained() == 3);
    assertThat(gate.interrupted).hasValue(2);
  }

  @Test
  void afterAFaultItIsNotTriedAgainAtOnce() {
    listed = List.of(jobs.getFirst());
    listed
        .getFirst()
        .addListener(() -> {
          throw new LinkageError("broken");
        });
    gate.passes.release(100);

    runner.begin();

    await().until(() -> listed.getFirst().status("web").state() == AcmeState.FAILING);
    assertThat(listed.getFirst().status("web").failure()).contains("a fault in weir");
    assertThat(listed.getFirst().next()).isAfter(clock.instant());
  }
}
