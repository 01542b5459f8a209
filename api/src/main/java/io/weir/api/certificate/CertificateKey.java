package io.weir.api.certificate;

import java.util.Arrays;

/**
 * A private key with its public half. Immutable; two are {@code equals} if algorithm and both
 * halves are, byte by byte. Whether the halves belong together is not checked here. No library's
 * class is in it, so that it can cross from plugin to plugin.
 */
public final class CertificateKey {
  private final String algorithm;
  private final byte[] pkcs8;
  private final byte[] publicKey;

  /**
   * Copies a key.
   *
   * @param algorithm the JDK's name of the algorithm, e.g. {@code "EC"} or {@code "RSA"}
   * @param pkcs8 the private key, PKCS#8 in DER
   * @param publicKey the public key, X.509 SubjectPublicKeyInfo in DER
   */
  public CertificateKey(String algorithm, byte[] pkcs8, byte[] publicKey) {
    this.algorithm = algorithm;
    this.pkcs8 = pkcs8.clone();
    this.publicKey = publicKey.clone();
  }

  /** {@return the JDK's name of the algorithm, e.g. {@code "EC"} or {@code "RSA"}} */
  public String algorithm() {
    return algorithm;
  }

  /** {@return the private key, PKCS#8 in DER; a copy, never to be logged} */
  public byte[] pkcs8() {
    return pkcs8.clone();
  }

  /** {@return the public key, X.509 SubjectPublicKeyInfo in DER; a copy} */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CertificateKey key
        && key.algorithm.equals(algorithm)
        && Arrays.equals(key.pkcs8, pkcs8)
        && Arrays.equals(key.publicKey, publicKey);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(publicKey);
  }

  /** {@return the algorithm; never the key} */
  @Override
  public String toString() {
    return "CertificateKey[" + algorithm + ", ***]";
  }
}
