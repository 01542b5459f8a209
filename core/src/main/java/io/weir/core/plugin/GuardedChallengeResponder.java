package io.weir.core.plugin;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;

/** A plugin's challenge responder behind its guard. */
final class GuardedChallengeResponder implements ChallengeResponder {
  private final ChallengeResponder responder;
  private final String type;
  private final ProductGuard guard;

  /** Asks for the type once; it does not change, and a plugin that fails to say it fails here. */
  GuardedChallengeResponder(ChallengeResponder responder, ProductGuard guard) throws Exception {
    this.responder = responder;
    this.type = guard.call(responder::type);
    this.guard = guard;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public void present(Challenge challenge, ChallengePublisher publisher) throws Exception {
    guard.run(() -> responder.present(challenge, publisher));
  }

  @Override
  public void cleanUp(Challenge challenge, ChallengePublisher publisher) throws Exception {
    guard.run(() -> responder.cleanUp(challenge, publisher));
  }

  @Override
  public void close() {
    guard.close(responder);
  }
}
