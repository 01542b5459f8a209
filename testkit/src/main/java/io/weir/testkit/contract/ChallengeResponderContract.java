package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.ChallengeResponderFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/**
 * The rules for a {@link ChallengeResponder}. Extend it, name your factory and a configuration, and
 * say whether an answer can be seen: in what it has published through weir, or wherever yours puts
 * it.
 */
public abstract class ChallengeResponderContract extends ExtensionContract<ChallengeResponder> {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String THUMBPRINT = ".9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI";

  private final RecordingPublisher publisher = new RecordingPublisher();

  @Override
  protected abstract ChallengeResponderFactory<?> factory();

  /** Whether the authority would find this answer now. */
  protected abstract boolean isVisible(Challenge challenge) throws Exception;

  /** A configuration where answers cannot be made visible; empty if they always can. */
  protected Optional<Record> failingConfig() {
    return Optional.empty();
  }

  /** A configuration that waits for ever for an answer to be visible; empty if nothing waits. */
  protected Optional<Record> hangingConfig() {
    return Optional.empty();
  }

  /** What the responders under test have published through weir. */
  protected final RecordingPublisher publisher() {
    return publisher;
  }

  /** A name that answers can be given for; others are made of it by labels in front. */
  protected String name() {
    return "example.org";
  }

  /**
   * A challenge of the type under test.
   *
   * @param token of the letters of base64url
   */
  protected final Challenge challenge(String type, String name, String token) {
    return new Challenge(type, name, token, token + THUMBPRINT);
  }

  @Test
  void typeIsAlwaysTheSame() throws Exception {
    ChallengeResponder responder = create();
    assertThat(responder.type()).matches("[a-z0-9-]+").isEqualTo(responder.type());
    assertThat(create().type()).isEqualTo(responder.type());
  }

  @Test
  void anAnswerIsVisibleUntilItIsCleanedUp() throws Exception {
    ChallengeResponder responder = create();
    Challenge challenge = challenge(responder.type(), name(), "token-1");
    assertThat(isVisible(challenge)).isFalse();
    present(responder, challenge);
    assertThat(isVisible(challenge)).isTrue();
    cleanUp(responder, challenge);
    assertThat(isVisible(challenge)).isFalse();
  }

  @Test
  void answersTheNextOneAfterTheFirst() throws Exception {
    ChallengeResponder responder = create();
    for (String token : List.of("token-1", "token-2")) {
      Challenge challenge = challenge(responder.type(), name(), token);
      present(responder, challenge);
      assertThat(isVisible(challenge)).isTrue();
      cleanUp(responder, challenge);
    }
  }

  @Test
  void answersSeveralNamesAtTheSameTime() throws Exception {
    ChallengeResponder responder = create();
    List<Challenge> challenges = new ArrayList<>();
    List<FutureTask<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Challenge challenge = challenge(responder.type(), "n" + i + "." + name(), "token-" + i);
      challenges.add(challenge);
      FutureTask<Boolean> task =
          new FutureTask<>(() -> {
            responder.present(challenge, publisher);
            return true;
          });
      tasks.add(task);
      Thread.ofPlatform().daemon().start(task);
    }
    for (FutureTask<Boolean> task : tasks) {
      assertThat((boolean) callWithin(LIMIT, task::get)).isTrue();
    }
    for (Challenge challenge : challenges) {
      assertThat(isVisible(challenge)).isTrue();
    }
    cleanUp(responder, challenges.getFirst());
    assertThat(isVisible(challenges.getFirst())).isFalse();
    assertThat(isVisible(challenges.getLast())).isTrue();
    for (Challenge challenge : challenges.subList(1, challenges.size())) {
      cleanUp(responder, challenge);
    }
    assertThat(publisher.isEmpty()).isTrue();
  }

  @Test
  void cleaningUpWhatIsNotThereIsNoError() throws Exception {
    ChallengeResponder responder = create();
    Challenge challenge = challenge(responder.type(), name(), "token-1");
    assertThatCode(() -> cleanUp(responder, challenge)).doesNotThrowAnyException();
  }

  @Test
  void failureIsAnExceptionThatTellsAnOperatorWhy() throws Exception {
    assumeTrue(failingConfig().isPresent(), "this responder cannot fail");
    ChallengeResponder responder = create(failingConfig().orElseThrow());
    Challenge challenge = challenge(responder.type(), name(), "token-1");
    Throwable failure = catchThrowable(() -> present(responder, challenge));
    assertThat(failure).isInstanceOf(Exception.class);
    assertThat(failure.getMessage()).isNotBlank().doesNotContain(challenge.keyAuthorization());
  }

  @Test
  void presentEndsWhenInterrupted() throws Exception {
    assumeTrue(hangingConfig().isPresent(), "this responder cannot hang");
    ChallengeResponder responder = create(hangingConfig().orElseThrow());
    Challenge challenge = challenge(responder.type(), name(), "token-1");
    assertEndsWhenInterrupted(() -> {
      responder.present(challenge, publisher);
      return true;
    });
  }

  private void present(ChallengeResponder responder, Challenge challenge) throws Exception {
    runWithin(LIMIT, () -> responder.present(challenge, publisher));
  }

  private void cleanUp(ChallengeResponder responder, Challenge challenge) throws Exception {
    runWithin(LIMIT, () -> responder.cleanUp(challenge, publisher));
  }
}
