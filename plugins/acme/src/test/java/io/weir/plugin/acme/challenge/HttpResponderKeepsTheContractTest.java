package io.weir.plugin.acme.challenge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengeResponderFactory;
import io.weir.plugin.acme.AcmePlugin;
import io.weir.testkit.contract.ChallengeResponderContract;
import org.junit.jupiter.api.Timeout;

/** The responder does what the API asks of one. */
@Timeout(60)
class HttpResponderKeepsTheContractTest extends ChallengeResponderContract {

  @Override
  protected ChallengeResponderFactory<?> factory() {
    return new AcmePlugin().challengeResponders().get(0);
  }

  @Override
  protected Record config() {
    return new NoKeys();
  }

  @Override
  protected boolean isVisible(Challenge challenge) {
    byte[] body = publisher().bodies().get("/.well-known/acme-challenge/" + challenge.token());
    return body != null && new String(body, US_ASCII).equals(challenge.keyAuthorization());
  }
}
