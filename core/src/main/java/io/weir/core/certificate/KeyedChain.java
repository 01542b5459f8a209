package io.weir.core.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate chain and the private key of its first certificate, which fit each other.
 *
 * @param chain the server's own certificate first
 * @param key its private key
 */
public record KeyedChain(List<X509Certificate> chain, PrivateKey key) {

  /** Takes a copy of the chain. */
  public KeyedChain {
    chain = List.copyOf(chain);
  }

  /** The server's own certificate. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /**
   * Reads both from PEM files.
   *
   * @param certificate the chain
   * @param key the private key: PKCS#8, or what OpenSSL calls traditional (PKCS#1, SEC 1); without
   *     a password
   * @throws CertificateFileException if one cannot be used, or they do not belong together
   */
  public static KeyedChain read(Path certificate, Path key) throws CertificateFileException {
    List<X509Certificate> chain = chain(certificate, bytes(certificate, false));
    byte[] keyPem = bytes(key, true);
    PublicKey counterpart = chain.getFirst().getPublicKey();
    try {
      PrivateKey privateKey = PrivateKeyPem.read(keyPem, counterpart);
      if (belongTogether(privateKey, counterpart)) {
        return new KeyedChain(chain, privateKey);
      }
    } catch (PrivateKeyPem.NoKeyException e) {
      throw new CertificateFileException(key, true, "a private key in PEM, without a password");
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // Of another algorithm, or broken: not this certificate's key either way.
    }
    throw new CertificateFileException(key, true, "the private key of " + certificate);
  }

  /** Certificates in PEM, at least one. */
  static List<X509Certificate> chain(Path file, byte[] pem) throws CertificateFileException {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!chain.isEmpty()) {
        return chain;
      }
    } catch (CertificateException _) {
      // Not in PEM, or broken: the same advice helps.
    }
    throw new CertificateFileException(file, false, "a certificate chain in PEM");
  }

  private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey)
      throws GeneralSecurityException {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> publicKey.getAlgorithm();
        };
    byte[] text = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(privateKey);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(text);
    return signature.verify(signed);
  }

  static byte[] bytes(Path file, boolean key) throws CertificateFileException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new CertificateFileException(file, key, "a file; there is none of that name");
    } catch (AccessDeniedException e) {
      throw new CertificateFileException(file, key, "a file that weir may read");
    } catch (IOException e) {
      throw new CertificateFileException(file, key, "a file that can be read: " + e.getMessage());
    }
  }
}
