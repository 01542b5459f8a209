package io.weir.api.certificate;

/**
 * A private key with its public half.
 *
 * @param algorithm the JDK's name of the algorithm, e.g. {@code "EC"} or {@code "RSA"}
 * @param pkcs8 the private key, PKCS#8 in DER
 * @param publicKey the public key, X.509 SubjectPublicKeyInfo in DER
 */
public record CertificateKey(String algorithm, byte[] pkcs8, byte[] publicKey) {

  /** Copies the arrays. */
  public CertificateKey {
    pkcs8 = pkcs8.clone();
    publicKey = publicKey.clone();
  }

  /** The private key, a copy. */
  @Override
  public byte[] pkcs8() {
    return pkcs8.clone();
  }

  /** The public key, a copy. */
  @Override
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "CertificateKey[" + algorithm + ", ***]";
  }
}
