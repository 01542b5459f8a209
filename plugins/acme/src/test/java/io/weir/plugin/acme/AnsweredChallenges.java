package io.weir.plugin.acme;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.Challenges;

/** Has challenges answered by a responder, as weir does. */
public record AnsweredChallenges(ChallengeResponder responder, ChallengePublisher publisher)
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
      responder.cleanUp(challenge, publisher);
      throw e;
    }
    return () -> responder.cleanUp(challenge, publisher);
  }
}
