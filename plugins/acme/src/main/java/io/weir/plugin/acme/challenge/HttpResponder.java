package io.weir.plugin.acme.challenge;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;
import java.nio.charset.StandardCharsets;

/** Answers http-01 (RFC 8555, 8.3) at {@code acme.http_bind}. */
public final class HttpResponder implements ChallengeResponder {

  @Override
  public String type() {
    return "http-01";
  }

  @Override
  public void present(Challenge challenge, ChallengePublisher publisher) {
    publisher.http(
        path(challenge), challenge.keyAuthorization().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void cleanUp(Challenge challenge, ChallengePublisher publisher) {
    publisher.removeHttp(path(challenge));
  }

  private static String path(Challenge challenge) {
    return "/.well-known/acme-challenge/" + challenge.token();
  }
}
