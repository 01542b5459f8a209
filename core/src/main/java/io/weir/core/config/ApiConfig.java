package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Section {@code api}. */
public record ApiConfig(
    @Doc("Whether it is served.") @Default("false") boolean enabled,
    @Doc("Where it is served.") @Default(":8888") HostPort bind,
    @Doc("Whether browsers may call it from any other site.") @Default("false") boolean cors,
    @Doc("Asks for a name and a password.") Optional<BasicAuth> basicAuth,
    @Doc("Bearer tokens that are let in, under names of your choice.") Map<String, Token> tokens,
    @Doc("Serves HTTPS.") Optional<Tls> tls) {

  /** Whether callers have to say who they are. */
  public boolean asksForCredentials() {
    return basicAuth.isPresent() || !tokens.isEmpty();
  }

  /** Section {@code api.basic_auth}. */
  public record BasicAuth(
      @Doc("The name.") String login,
      @Doc("The password; or else `password_hash`.") Optional<Secret> password,
      @Doc("The password's hash, as `weir hash-password` prints it.")
          Optional<Secret> passwordHash) {

    /** Checks that the password is told in one way. */
    public BasicAuth {
      if (login.isEmpty() || login.indexOf(':') >= 0) {
        throw new InvalidConfigException("login", "a name without a colon");
      }
      if (password.isPresent() == passwordHash.isPresent()) {
        throw new InvalidConfigException("password", "either this or `password_hash`");
      }
      if (passwordHash.isPresent() && !PasswordHash.isOne(passwordHash.get().value())) {
        throw new InvalidConfigException("password_hash", PasswordHash.EXPECTED);
      }
    }
  }

  /** Section {@code api.tokens.NAME}. */
  public record Token(
      @Doc("The token; or else `token_sha256`.") Optional<Secret> token,
      @Doc("SHA-256 of the token, in hex.") Optional<Secret> tokenSha256,
      @Doc("What its bearer may do: `read` looks and sees no secrets, `write` does everything.")
          @Default("read")
          Scope scope) {
    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

    /** Checks that the token is told in one way. */
    public Token {
      if (token.isPresent() == tokenSha256.isPresent()) {
        throw new InvalidConfigException("token", "either this or `token_sha256`");
      }
      if (token.isPresent() && token.get().value().isBlank()) {
        throw new InvalidConfigException("token", "a text that is hard to guess");
      }
      if (tokenSha256.isPresent() && !SHA256.matcher(tokenSha256.get().value()).matches()) {
        throw new InvalidConfigException("token_sha256", "64 hexadecimal digits");
      }
    }
  }

  /** What the bearer of a token may do. */
  public enum Scope {
    /** Look. */
    READ,
    /** Change, and see secrets. */
    WRITE
  }

  /** Section {@code api.tls}. */
  public record Tls(
      @Doc("The certificate chain, PEM.") Path certPath,
      @Doc("The private key, PEM.") Path keyPath) {}
}
