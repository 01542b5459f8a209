package io.weir.api.certificate;

/** What weir answers on its own sockets for a challenge responder. */
public interface ChallengePublisher {

  /**
   * Answers {@code GET path} on {@code acme.http_bind}.
   *
   * @param path begins with {@code /.well-known/acme-challenge/}
   * @param body what is answered, with status 200
   */
  void http(String path, byte[] body);

  /** Stops answering that path. */
  void removeHttp(String path);

  /**
   * Presents a certificate to TLS clients that offer only the protocol {@code acme-tls/1} for that
   * name (RFC 8737).
   */
  void tlsAlpn(String name, StoredCertificate certificate);

  /** Stops presenting it. */
  void removeTlsAlpn(String name);
}
