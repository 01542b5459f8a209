package io.weir.app.http;

import io.weir.core.config.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The names with passwords and the bearer tokens that are let in (RFC 7617, RFC 6750). Whatever is
 * compared is compared in constant time, as a digest, so that neither content nor length shows.
 */
public final class Credentials implements Authenticator {
  private static final Duration PAUSE_AFTER_WRONG = Duration.ofMillis(500);

  private final @Nullable Login login;
  private final List<Token> tokens;
  private final SlowChecks slowChecks = new SlowChecks(PAUSE_AFTER_WRONG);

  /** Of the header that was last found right by a slow check, keyed by what no dump shows. */
  private final AtomicReference<byte[]> lastRight = new AtomicReference<>(new byte[0]);

  private final byte[] key = new byte[32];

  /** How a password is told. */
  public sealed interface Password permits Plain, Hashed {}

  /** As it is. */
  public record Plain(String text) implements Password {
    @Override
    public String toString() {
      return "***";
    }
  }

  /** By its hash. */
  public record Hashed(PasswordHash hash) implements Password {}

  /** A name and its password; it may do everything. */
  public record Login(String name, Password password) {}

  /**
   * A bearer token.
   *
   * @param sha256 SHA-256 of it, in lower-case hex
   * @param scope what its bearer may do
   */
  public record Token(String sha256, Scope scope) {
    /** Of the token itself. */
    public static Token of(String token, Scope scope) {
      return new Token(hex(token), scope);
    }
  }

  /**
   * Takes what is let in.
   *
   * @param login the name with its password; null for none
   * @param tokens the bearer tokens
   */
  public Credentials(@Nullable Login login, List<Token> tokens) {
    this.login = login;
    this.tokens = List.copyOf(tokens);
    new SecureRandom().nextBytes(key);
  }

  @Override
  public boolean asksForNothing() {
    return false;
  }

  @Override
  public List<String> challenges() {
    List<String> challenges = new ArrayList<>();
    if (login != null) {
      challenges.add("Basic realm=\"weir\", charset=\"UTF-8\"");
    }
    if (!tokens.isEmpty()) {
      challenges.add("Bearer realm=\"weir\"");
    }
    return challenges;
  }

  @Override
  public @Nullable Scope scopeOf(String authorization) throws InterruptedException {
    int blank = authorization.indexOf(' ');
    if (blank < 0) {
      return null;
    }
    String scheme = authorization.substring(0, blank);
    String rest = authorization.substring(blank + 1).strip();
    if (scheme.equalsIgnoreCase("Basic") && login != null) {
      return mayLogIn(login, rest) ? Scope.WRITE : null;
    }
    return scheme.equalsIgnoreCase("Bearer") ? ofToken(rest) : null;
  }

  private @Nullable Scope ofToken(String presented) {
    String digest = hex(presented);
    Scope scope = null;
    for (Token token : tokens) {
      // All of them, so that the time does not tell which one it was.
      if (same(token.sha256(), digest)) {
        scope = token.scope();
      }
    }
    return scope;
  }

  private boolean mayLogIn(Login expected, String encoded) throws InterruptedException {
    byte[] given;
    try {
      given = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      return false;
    }
    int colon = new String(given, StandardCharsets.ISO_8859_1).indexOf(':');
    if (colon < 0) {
      return false;
    }
    boolean name = same(expected.name(), new String(given, 0, colon, StandardCharsets.UTF_8));
    String password =
        new String(given, colon + 1, given.length - colon - 1, StandardCharsets.UTF_8);
    return switch (expected.password()) {
      case Plain(String text) -> same(text, password) && name;
      case Hashed(PasswordHash hash) -> wasRight(given) || isRight(name, hash, password, given);
    };
  }

  private boolean wasRight(byte[] given) {
    return MessageDigest.isEqual(lastRight.get(), sha256(key, given));
  }

  private boolean isRight(boolean name, PasswordHash hash, String password, byte[] given)
      throws InterruptedException {
    // A wrong name costs the same time, so that names cannot be guessed by it.
    boolean right = slowChecks.run(() -> hash.matches(password.toCharArray()) && name);
    if (right) {
      lastRight.set(sha256(key, given));
    }
    return right;
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        sha256(expected.getBytes(StandardCharsets.UTF_8)),
        sha256(given.getBytes(StandardCharsets.UTF_8)));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
