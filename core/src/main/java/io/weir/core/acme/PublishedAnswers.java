package io.weir.core.acme;

import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.StoredCertificate;
import io.weir.core.certificate.KeyedChain;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What responders have weir answer on its own sockets. */
final class PublishedAnswers implements ChallengePublisher {
  static final String PREFIX = "/.well-known/acme-challenge/";

  /** More than ever are under way at a time, and less than what hurts. */
  private static final int MOST_PATHS = 1_000;

  private static final int LONGEST_PATH = 1_000;
  private static final int LONGEST_BODY = 64 << 10;

  private final boolean listening;
  private final TlsChallenges tls;
  private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();

  /**
   * Nothing is published yet.
   *
   * @param listening whether anybody listens for HTTP
   * @param tls shows what is published for TLS
   */
  PublishedAnswers(boolean listening, TlsChallenges tls) {
    this.listening = listening;
    this.tls = tls;
  }

  @Override
  public void http(String path, byte[] body) {
    if (!listening) {
      throw new IllegalStateException("weir answers HTTP only with acme.challenge \"http\"");
    }
    if (!path.startsWith(PREFIX) || path.length() > LONGEST_PATH) {
      throw new IllegalArgumentException(
          "path: \"%s\" (expected: %s..., at most %d characters)"
              .formatted(path, PREFIX, LONGEST_PATH));
    }
    if (body.length > LONGEST_BODY) {
      throw new IllegalArgumentException(
          "body: %d bytes (expected: at most %d)".formatted(body.length, LONGEST_BODY));
    }
    if (bodies.size() >= MOST_PATHS) {
      throw new IllegalStateException(MOST_PATHS + " paths are published already");
    }
    bodies.put(path, body.clone());
  }

  @Override
  public void removeHttp(String path) {
    bodies.remove(path);
  }

  @Override
  public void tlsAlpn(String name, StoredCertificate certificate) {
    try {
      tls.present(
          name.toLowerCase(Locale.ROOT),
          KeyedChain.of(certificate.key(), certificate.certificate()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "certificate: not a certificate and its key: " + e.getMessage(), e);
    }
  }

  @Override
  public void removeTlsAlpn(String name) {
    tls.withdraw(name.toLowerCase(Locale.ROOT));
  }

  /** What is published at a path; null if nothing is. Not to be modified. */
  byte @Nullable [] body(String path) {
    return bodies.get(path);
  }
}
