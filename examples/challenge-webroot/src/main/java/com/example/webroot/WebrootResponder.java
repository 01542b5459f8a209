package com.example.webroot;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Writes the answer to a challenge where a web server finds it (RFC 8555, 8.3), for machines whose
 * port 80 is not weir's. It needs nothing that weir could publish itself.
 */
final class WebrootResponder implements ChallengeResponder {
  /** Base64url, so that what an authority sends cannot lead out of the folder. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+");

  private final Path root;

  WebrootResponder(Path root) {
    this.root = root;
  }

  @Override
  public String type() {
    return "http-01";
  }

  @Override
  public void present(Challenge challenge, ChallengePublisher publisher) throws IOException {
    Path file = file(challenge);
    // Only below a web root that is there: a mistyped path is told, not created.
    if (!Files.isDirectory(root)) {
      throw new NoSuchFileException(root.toString(), null, "no folder of a web server");
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, challenge.keyAuthorization());
  }

  @Override
  public void cleanUp(Challenge challenge, ChallengePublisher publisher) throws IOException {
    Files.deleteIfExists(file(challenge));
  }

  private Path file(Challenge challenge) throws IOException {
    if (!TOKEN.matcher(challenge.token()).matches()) {
      throw new IOException("the authority's token is not base64url");
    }
    return root.resolve(".well-known/acme-challenge").resolve(challenge.token());
  }
}
