package io.weir.api.certificate;

import java.util.Arrays;
import java.util.List;

/**
 * A certificate chain. Immutable; two are {@code equals} if their chains are, byte by byte. Nothing
 * of it is parsed here.
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

  /** {@return X.509 certificates in DER, the leaf first, then its issuers; a copy} */
  @Override
  public List<byte[]> chain() {
    return chain.stream().map(byte[]::clone).toList();
  }

  /**
   * Whether it is the same chain, byte by byte.
   *
   * @param other another object, or null
   * @return whether it is one
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof IssuedCertificate(List<byte[]> otherChain)
        && Arrays.deepEquals(chain.toArray(), otherChain.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(chain.toArray());
  }
}
