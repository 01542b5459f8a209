package io.weir.plugin.kubernetes;

import io.weir.api.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** As whom weir shows itself to the API server, beside a certificate it may have. */
sealed interface Credentials {
  /** What a token looks like. */
  Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  /**
   * The value of a request's header {@code Authorization}; asked for each request, as what it is
   * made of may change.
   *
   * @throws IOException if it cannot be read; the message is for operators
   */
  Optional<Secret> authorization() throws IOException;

  /** Who that is, for messages. */
  String description();

  /** Nobody, or whoever a certificate says. */
  record NoHeader(String description) implements Credentials {
    @Override
    public Optional<Secret> authorization() {
      return Optional.empty();
    }
  }

  /** A token (RFC 6750). */
  record Token(Secret token, String description) implements Credentials {
    @Override
    public Optional<Secret> authorization() throws IOException {
      return Optional.of(bearer(token.value(), description));
    }
  }

  /** A token in a file that is exchanged while weir runs. */
  record TokenFile(Path file, String description) implements Credentials {
    private static final int LONGEST = 64 << 10;

    @Override
    public Optional<Secret> authorization() throws IOException {
      try (var in = Files.newInputStream(file)) {
        return Optional.of(
            bearer(
                new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip(),
                file.toString()));
      } catch (NoSuchFileException e) {
        throw new IOException("there is no token file " + file, e);
      }
    }
  }

  /** A name and a password (RFC 7617). */
  record Password(String user, Secret password, String description) implements Credentials {
    @Override
    public Optional<Secret> authorization() {
      byte[] both = (user + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
      return Optional.of(new Secret("Basic " + Base64.getEncoder().encodeToString(both)));
    }
  }

  private static Secret bearer(String token, String where) throws IOException {
    if (!TOKEN.matcher(token).matches()) {
      // Not shown: it is a secret all the same.
      throw new IOException(where + " has no token of one word");
    }
    return new Secret("Bearer " + token);
  }
}
