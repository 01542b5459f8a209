package io.weir.api.certificate;

/**
 * What weir answers on its own sockets for a challenge responder. There is one, which is valid as
 * long as the process; safe for use by several threads. What a responder publishes it also removes:
 * nothing else does.
 */
public interface ChallengePublisher {

  /**
   * Answers {@code GET path} on {@code acme.http_bind}, from now on, in place of what was published
   * there.
   *
   * @param path begins with {@code /.well-known/acme-challenge/}; at most 1,000 characters
   * @param body what is answered, with status 200; at most 64 KiB, copied, may be empty
   * @throws IllegalArgumentException if path or body are not such
   * @throws IllegalStateException if weir does not listen there, which it does for {@code
   *     acme.challenge = http}, or if 1,000 paths are published already
   */
  void http(String path, byte[] body);

  /**
   * Stops answering a path; nothing happens if none is answered there.
   *
   * @param path as it was given to {@link #http}
   */
  void removeHttp(String path);

  /**
   * Presents a certificate to TLS clients that offer only the protocol {@code acme-tls/1} for that
   * name (RFC 8737), in place of any other for it. May block.
   *
   * @param name the DNS name, in any case
   * @param certificate the proof and its key
   * @throws IllegalArgumentException if the key is not that of the certificate, or one cannot be
   *     read
   */
  void tlsAlpn(String name, StoredCertificate certificate);

  /**
   * Stops presenting it; nothing happens if none is presented.
   *
   * @param name as it was given to {@link #tlsAlpn}
   */
  void removeTlsAlpn(String name);
}
