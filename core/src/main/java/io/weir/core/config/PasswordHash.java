package io.weir.core.config;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it may lie in a configuration: PBKDF2 (RFC 8018) in the modular crypt format that
 * Python's passlib writes as {@code pbkdf2_sha256} and {@code pbkdf2_sha512}, {@code
 * $pbkdf2-sha256$ROUNDS$SALT$HASH}, salt and hash in base64 with {@code .} for {@code +} and
 * without padding.
 */
public final class PasswordHash {
  /** What is expected of its text. */
  public static final String EXPECTED =
      "$pbkdf2-sha256$ROUNDS$SALT$HASH, as `weir hash-password` prints it, at most "
          + PasswordHash.MOST_ROUNDS
          + " rounds";

  /** More would let whoever guesses passwords keep a core busy for seconds with each of them. */
  private static final int MOST_ROUNDS = 5_000_000;

  /** OWASP's recommendation for PBKDF2 with HMAC-SHA-256. */
  private static final int ROUNDS = 600_000;

  private static final int SALT_BYTES = 16;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$pbkdf2-(sha256|sha512)\\$([1-9][0-9]{0,8})\\$([A-Za-z0-9./]*)\\$([A-Za-z0-9./]+)");

  private final String digest;
  private final int rounds;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(String digest, int rounds, byte[] salt, byte[] hash) {
    this.digest = digest;
    this.rounds = rounds;
    this.salt = salt;
    this.hash = hash;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static PasswordHash parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    String digest = matcher.group(1);
    int rounds = Integer.parseInt(matcher.group(2));
    byte[] salt = decode(matcher.group(3));
    byte[] hash = decode(matcher.group(4));
    if (rounds > MOST_ROUNDS || hash.length != hashBytes(digest) || salt.length == 0) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return new PasswordHash(digest, rounds, salt, hash);
  }

  static boolean isOne(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Makes one of a password, with a salt of its own. */
  public static PasswordHash of(char[] password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash("sha256", ROUNDS, salt, derive("sha256", ROUNDS, salt, password));
  }

  /** Whether a password is the one; takes the same time whatever the answer. */
  public boolean matches(char[] password) {
    return MessageDigest.isEqual(hash, derive(digest, rounds, salt, password));
  }

  /** As it is written in a configuration. */
  @Override
  public String toString() {
    return "$pbkdf2-%s$%d$%s$%s".formatted(digest, rounds, encode(salt), encode(hash));
  }

  private static byte[] derive(String digest, int rounds, byte[] salt, char[] password) {
    // PBEKeySpec takes no empty password, and the JDK's PBKDF2 encodes what it takes as UTF-8.
    char[] key = password.length == 0 ? new char[] {0} : password;
    PBEKeySpec spec = new PBEKeySpec(key, salt, rounds, 8 * hashBytes(digest));
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest.replace("sha", "SHA"))
          .generateSecret(spec)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2 with " + digest, e);
    } finally {
      spec.clearPassword();
    }
  }

  private static int hashBytes(String digest) {
    return digest.equals("sha512") ? 64 : 32;
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getDecoder().decode(text.replace('.', '+'));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes).replace('+', '.');
  }
}
