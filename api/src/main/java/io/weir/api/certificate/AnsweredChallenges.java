package io.weir.api.certificate;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands challenges to a responder.
 *
 * @param responder answers them
 * @param publisher what the responder may have weir answer
 */
record AnsweredChallenges(ChallengeResponder responder, ChallengePublisher publisher)
    implements Challenges {

  @Override
  public String type() {
    return responder.type();
  }

  @Override
  public Published publish(Challenge challenge) throws Exception {
    try {
      responder.present(challenge, publisher);
    } catch (Exception e) {
      cleanUpAfter(challenge, e);
      throw e;
    }
    AtomicBoolean withdrawn = new AtomicBoolean();
    return () -> {
      if (withdrawn.compareAndSet(false, true)) {
        responder.cleanUp(challenge, publisher);
      }
    };
  }

  private void cleanUpAfter(Challenge challenge, Exception failure) {
    try {
      responder.cleanUp(challenge, publisher);
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }
}
