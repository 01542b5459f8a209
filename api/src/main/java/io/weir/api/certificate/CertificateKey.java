package io.weir.api.certificate;

import java.util.Arrays;

/** A private key with its public half. */
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

  /** The JDK's name of the algorithm, e.g. {@code "EC"} or {@code "RSA"}. */
  public String algorithm() {
    return algorithm;
  }

  /** The private key, PKCS#8 in DER; a copy. */
  public byte[] pkcs8() {
    return pkcs8.clone();
  }

  /** The public key, X.509 SubjectPublicKeyInfo in DER; a copy. */
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

  /** Never shows the key. */
  @Override
  public String toString() {
    return "CertificateKey[" + algorithm + ", ***]";
  }
}
