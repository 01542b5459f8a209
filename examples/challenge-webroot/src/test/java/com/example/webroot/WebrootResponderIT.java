package com.example.webroot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.ChallengeResponderFactory;
import io.weir.testkit.contract.ChallengeResponderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the API asks of every responder, and what this one refuses. */
@Timeout(60)
class WebrootResponderIT extends ChallengeResponderContract {
  @TempDir private Path root;

  @Override
  protected ChallengeResponderFactory<?> factory() {
    return new WebrootPlugin().challengeResponders().getFirst();
  }

  @Override
  protected Record config() {
    return new WebrootConfig(root);
  }

  @Override
  protected Optional<Record> failingConfig() {
    return Optional.of(new WebrootConfig(root.resolve("missing")));
  }

  @Override
  protected boolean isVisible(Challenge challenge) throws IOException {
    Path file = root.resolve(".well-known/acme-challenge").resolve(challenge.token());
    return Files.exists(file) && Files.readString(file).equals(challenge.keyAuthorization());
  }

  @Test
  void aTokenThatLeadsOutOfTheFolderIsRefused() throws Exception {
    ChallengeResponder responder = create();
    Challenge challenge = challenge("http-01", "example.org", "../../index.html");

    assertThatThrownBy(() -> responder.present(challenge, publisher()))
        .hasMessageContaining("base64url");

    assertThat(root.resolve("index.html")).doesNotExist();
  }
}
