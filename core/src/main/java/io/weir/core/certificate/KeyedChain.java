package io.weir.core.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate chain and the private key of its first certificate, which fit each other.
 *
 * @param chain the server's own certificate first
 * @param key its private key
 */
public record KeyedChain(List<X509Certificate> chain, PrivateKey key) {
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN CERTIFICATE-----");
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

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
      throw new CertificateFileException(
          key,
          true,
          certificate.equals(key)
              ? "a private key in PEM, without a password, here or in a file beside it that ends"
                  + " in .key"
              : "a private key in PEM, without a password");
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // Of another algorithm, or broken: not this certificate's key either way.
    }
    throw new CertificateFileException(key, true, "the private key of " + certificate);
  }

  /** Certificates in PEM, at least one. Other things may stand between them, e.g. a key. */
  static List<X509Certificate> chain(Path file, byte[] pem) throws CertificateFileException {
    String text = new String(pem, StandardCharsets.ISO_8859_1);
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Matcher matcher = CERTIFICATE.matcher(text);
      while (matcher.find()) {
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
        chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
    } catch (CertificateException | IllegalArgumentException _) {
      // Broken: the same advice helps as where there is none.
      chain.clear();
    }
    // One that has begun and does not end is half written.
    if (chain.isEmpty() || chain.size() != BEGIN.matcher(text).results().count()) {
      throw new CertificateFileException(file, false, "a certificate chain in PEM");
    }
    return chain;
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

  /**
   * All of a file.
   *
   * @param key whether it is a private key's, for the exception
   * @throws CertificateFileException if it cannot be read
   */
  public static byte[] bytes(Path file, boolean key) throws CertificateFileException {
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
