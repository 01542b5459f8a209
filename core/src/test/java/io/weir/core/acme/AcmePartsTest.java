package io.weir.core.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.Challenges;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

/** In which order the parts end. */
@Timeout(60)
@ExtendWith(MockitoExtension.class)
class AcmePartsTest {
  private static final Challenge CHALLENGE =
      new Challenge("dns-01", "a.example", "token", "token.thumb");

  private final List<String> events = new CopyOnWriteArrayList<>();
  private final ManualClock clock = new ManualClock();
  @Mock private TlsChallenges tls;

  private final AcmeParts parts =
      TestParts.of(
          new MemoryStore(),
          (_, _, challenges) -> {
            try (Challenges.Published _ = challenges.publish(CHALLENGE)) {
              new CountDownLatch(1).await();
            }
            throw new IllegalStateException("it is never let through");
          },
          new Noted(),
          tls);
  private final Thread closing = Thread.ofPlatform().unstarted(parts::close);

  private final class Noted implements ChallengeResponder {
    @Override
    public String type() {
      return "dns-01";
    }

    @Override
    public void present(Challenge challenge, ChallengePublisher publisher) {
      events.add("present");
    }

    @Override
    public void cleanUp(Challenge challenge, ChallengePublisher publisher) {
      // Slower than the end, if that does not wait.
      await()
          .until(() ->
              closing.getState() != Thread.State.NEW
                  && closing.getState() != Thread.State.RUNNABLE);
      events.add("cleanUp");
    }

    @Override
    public void close() {
      events.add("close");
    }
  }

  @Test
  void whatIsUnderWayTakesItsAnswersBackBeforeTheResponderIsClosed() throws Exception {
    CertificateJob job = new CertificateJob("a.example", () -> parts, clock, () -> 0.5);
    Thread working =
        Thread.ofPlatform()
            .start(() -> {
              try {
                job.work();
              } catch (InterruptedException _) {
                events.add("interrupted");
              }
            });
    await().until(() -> events.contains("present"));
    working.interrupt();
    working.join();

    closing.start();
    closing.join();

    assertThat(events).containsExactly("present", "interrupted", "cleanUp", "close");
  }
}
