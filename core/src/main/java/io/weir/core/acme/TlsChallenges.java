package io.weir.core.acme;

import io.weir.core.certificate.KeyedChain;

/** What servers show authorities that look for proof in a TLS handshake (RFC 8737). */
public interface TlsChallenges {

  /**
   * Shows a certificate to those who offer only the protocol {@code acme-tls/1} for a name, in
   * place of any other for that name. May block.
   *
   * @param name in lower case
   */
  void present(String name, KeyedChain proof);

  /** Shows none any more. */
  void withdraw(String name);
}
