package io.weir.api.snippets;

import io.weir.api.PluginContext;
import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.ChallengeResponderFactory;
import io.weir.api.config.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

// @start region="responder"
/** Writes answers to http-01 into a folder that a web server shows. */
final class FolderResponder implements ChallengeResponder {
  /** RFC 8555, 8.3: base64url. It comes from outside and becomes a file's name. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,200}");

  private final Path folder;

  private FolderResponder(Path folder) {
    this.folder = folder;
  }

  /** Is selected by {@code acme { challenge = folder, folder_path = "..." }}. */
  static final class Factory implements ChallengeResponderFactory<Config> {
    @Override
    public String kind() {
      return "folder";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public ChallengeResponder create(Config config, PluginContext context) {
      return new FolderResponder(config.folderPath());
    }
  }

  record Config(@Doc("The folder of the path /.well-known/acme-challenge.") Path folderPath) {}

  @Override
  public String type() {
    return "http-01";
  }

  @Override
  public void present(Challenge challenge, ChallengePublisher publisher) throws IOException {
    Files.writeString(file(challenge), challenge.keyAuthorization());
  }

  @Override
  public void cleanUp(Challenge challenge, ChallengePublisher publisher) throws IOException {
    Files.deleteIfExists(file(challenge));
  }

  private Path file(Challenge challenge) throws IOException {
    if (!TOKEN.matcher(challenge.token()).matches()) {
      throw new IOException("the authority's token is no base64url");
    }
    return folder.resolve(challenge.token());
  }
}
// @end
