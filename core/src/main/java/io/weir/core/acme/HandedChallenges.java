package io.weir.core.acme;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.Challenges;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands an issuer's challenges to the responder. Both are plugins; this is where they meet.
 *
 * @param responder answers them
 * @param publisher what the responder may have weir answer
 */
record HandedChallenges(ChallengeResponder responder, ChallengePublisher publisher)
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
