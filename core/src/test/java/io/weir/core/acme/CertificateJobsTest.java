package io.weir.core.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.api.certificate.ChallengeResponder;
import io.weir.core.certificate.NamedChain;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

/** Which names have a job, and what those who follow some are told. */
@Timeout(60)
@ExtendWith(MockitoExtension.class)
class CertificateJobsTest {
  private static final String A = "a.example";
  private static final String B = "b.example";

  private final ManualClock clock = new ManualClock();
  private final MemoryStore store = new MemoryStore();
  private final AtomicReference<List<String>> told = new AtomicReference<>(List.of());
  @Mock private ChallengeResponder responder;
  @Mock private TlsChallenges tls;

  private final CertificateJobs jobs =
      new CertificateJobs(name -> {
        AcmeParts parts = TestParts.of(store, new TestIssuer(clock), responder, tls);
        return new CertificateJob(name, () -> parts, clock, () -> 0.5);
      });

  private CertificateJob job(String name) {
    return Objects.requireNonNull(jobs.listed(name));
  }

  private static List<String> origins(List<NamedChain> chains) {
    return chains.stream().map(NamedChain::origin).toList();
  }

  @Test
  void whatIsListedHasAJobWhateverItsCase() {
    jobs.list(Map.of(A, "web"));

    assertThat(jobs.listed()).extracting(CertificateJob::name).containsExactly(A);
    assertThat(jobs.of(List.of("A.Example", A))).containsExactly(job("a.EXAMPLE"));
    assertThat(jobs.listed(B)).isNull();
  }

  @Test
  void whatIsListedNoMoreIsForgottenAndNotToldOf() throws Exception {
    jobs.list(Map.of(A, "web", B, "web"));
    job(A).work();
    CertificateJob old = job(A);

    jobs.list(Map.of(B, "web"));

    assertThat(jobs.all()).extracting(AcmeStatus::name).containsExactly(B);
    assertThat(jobs.listed()).containsExactly(job(B));
    jobs.list(Map.of(A, "web"));
    assertThat(job(A)).isNotSameAs(old);
  }

  @Test
  void aJobThatIsFollowedStaysUntilItIsFollowedNoMore() {
    jobs.list(Map.of(A, "web"));
    CertificateJob old = job(A);
    NamedCertificates followed = jobs.followed(List.of(A));

    jobs.list(Map.of());
    assertThat(jobs.listed()).isEmpty();
    assertThat(jobs.of(List.of(A))).containsExactly(old);

    followed.close();
    assertThat(jobs.of(List.of(A))).doesNotContain(old);
  }

  @Test
  void aServerThatIsPreparedKeepsItsJobsWhileAnotherCloses() throws Exception {
    NamedCertificates drained = jobs.followed(List.of(B));
    NamedCertificates prepared = jobs.followed(List.of(A));
    // It is still being prepared: nobody watches yet, and no configuration lists its name.
    drained.close();

    prepared.watch(chains -> told.set(origins(chains)));
    jobs.list(Map.of(A, "web"));
    job(A).work();

    assertThat(told.get()).containsExactly("acme:" + A);
  }

  @Test
  void ofTwoThatComeAtTheSameTimeNoneIsLost() throws Exception {
    jobs.list(Map.of(A, "web", B, "web"));
    Thread other = Thread.ofPlatform().unstarted(() -> work(job(B)));
    NamedCertificates followed = jobs.followed(List.of(A, B));
    followed.watch(chains -> {
      if (origins(chains).equals(List.of("acme:" + A))) {
        other.start();
        // Until the other one was told of as well, or has to wait for this one.
        await().until(() -> told.get().size() == 2 || other.getState() == Thread.State.BLOCKED);
      }
      told.set(origins(chains));
    });

    job(A).work();

    other.join();
    assertThat(told.get()).containsExactly("acme:" + A, "acme:" + B);
  }

  private static void work(CertificateJob job) {
    try {
      job.work();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoFollowsHearsOfWhatHasComeBefore() throws Exception {
    jobs.list(Map.of(A, "web"));
    NamedCertificates followed = jobs.followed(List.of("A.EXAMPLE"));
    job(A).work();
    assertThat(followed.names()).containsExactly(A);

    followed.watch(chains -> told.set(origins(chains)));

    assertThat(told.get()).containsExactly("acme:" + A);
  }
}
