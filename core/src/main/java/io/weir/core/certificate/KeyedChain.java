package io.weir.core.certificate;

import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.certificate.StoredCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
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
    try {
      return together(chain, keyPem);
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

  private static KeyedChain together(List<X509Certificate> chain, byte[] keyPem)
      throws PrivateKeyPem.NoKeyException, GeneralSecurityException {
    PublicKey counterpart = chain.getFirst().getPublicKey();
    return checked(chain, PrivateKeyPem.read(keyPem, counterpart));
  }

  private static KeyedChain checked(List<X509Certificate> chain, PrivateKey key)
      throws GeneralSecurityException {
    if (!belongTogether(key, chain.getFirst().getPublicKey())) {
      throw new InvalidKeyException("the key is another certificate's");
    }
    return new KeyedChain(chain, key);
  }

  /**
   * Reads both from one text in PEM, in which the key may come first, as {@link #pem} and autocert
   * write it.
   *
   * @throws GeneralSecurityException if one is missing or broken, or they do not belong together
   */
  public static KeyedChain parse(byte[] pem) throws GeneralSecurityException {
    List<X509Certificate> chain = certificates(pem);
    if (chain.isEmpty()) {
      throw new CertificateException("there is no certificate in it, or half of one");
    }
    try {
      return together(chain, pem);
    } catch (PrivateKeyPem.NoKeyException e) {
      throw new InvalidKeyException("there is no private key in it", e);
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException("its private key is broken", e);
    }
  }

  /**
   * Takes both as they cross the border to a plugin.
   *
   * @throws GeneralSecurityException if one is broken, or they do not belong together
   */
  public static KeyedChain of(CertificateKey key, IssuedCertificate certificate)
      throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] der : certificate.chain()) {
      chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    return checked(
        chain,
        KeyFactory.getInstance(key.algorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(key.pkcs8())));
  }

  /** As it crosses the border to a plugin. */
  public StoredCertificate stored() {
    List<byte[]> encoded = new ArrayList<>();
    chain.forEach(link -> encoded.add(encoded(link)));
    return new StoredCertificate(
        new CertificateKey(
            key.getAlgorithm(), key.getEncoded(), certificate().getPublicKey().getEncoded()),
        new IssuedCertificate(encoded));
  }

  /** The key, then the chain, in PEM. */
  public byte[] pem() {
    StringBuilder text = new StringBuilder();
    addBlock(text, "PRIVATE KEY", key.getEncoded());
    chain.forEach(link -> addBlock(text, "CERTIFICATE", encoded(link)));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void addBlock(StringBuilder text, String type, byte[] der) {
    text.append("-----BEGIN ").append(type).append("-----\n");
    text.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
    text.append("\n-----END ").append(type).append("-----\n");
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  /** Whether it is for a name: one of its own, or covered by one of its wildcards. */
  public boolean covers(String name) {
    Set<String> names = CertificateNames.of(certificate());
    int dot = name.indexOf('.');
    return names.contains(name) || (dot > 0 && names.contains("*" + name.substring(dot)));
  }

  /** Certificates in PEM, at least one. Other things may stand between them, e.g. a key. */
  static List<X509Certificate> chain(Path file, byte[] pem) throws CertificateFileException {
    List<X509Certificate> chain = certificates(pem);
    if (chain.isEmpty()) {
      throw new CertificateFileException(file, false, "a certificate chain in PEM");
    }
    return chain;
  }

  /** Those in a text in PEM; none if one of them is broken. */
  private static List<X509Certificate> certificates(byte[] pem) {
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
      return List.of();
    }
    // One that has begun and does not end is half written.
    return chain.size() == BEGIN.matcher(text).results().count() ? chain : List.of();
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
