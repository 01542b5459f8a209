package io.weir.api.certificate;

import java.util.List;

/**
 * A certificate chain.
 *
 * @param chain X.509 certificates in DER, the leaf first, then its issuers; at least one
 */
public record IssuedCertificate(List<byte[]> chain) {

  /**
   * Checks and copies the chain.
   *
   * @throws IllegalArgumentException if the chain is empty
   */
  public IssuedCertificate {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("chain: empty (expected: the leaf certificate first)");
    }
    chain = chain.stream().map(byte[]::clone).toList();
  }
}
