package io.weir.app.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.weir.app.OperatorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** A certificate and its key in PEM files. */
public final class TlsFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private TlsFiles() {}

  /**
   * Reads them.
   *
   * @param section the section that names them, for messages
   * @param certificate the chain, the server's own first
   * @param key its private key, PKCS#8
   * @throws OperatorException naming key and file if one cannot be used
   */
  public static SslContext read(String section, Path certificate, Path key) {
    byte[] chainPem = bytes(section + ".cert_path", certificate);
    byte[] keyPem = bytes(section + ".key_path", key);
    X509Certificate[] chain = chain(section + ".cert_path", certificate, chainPem);
    PrivateKey privateKey = key(section + ".key_path", key, keyPem, certificate, chain[0]);
    try {
      return SslContextBuilder.forServer(privateKey, chain)
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (SSLException e) {
      throw OperatorException.about(section, String.valueOf(e.getMessage()));
    }
  }

  private static X509Certificate[] chain(String key, Path file, byte[] pem) {
    String expected = "a certificate chain in PEM";
    try {
      X509Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .toArray(X509Certificate[]::new);
      if (chain.length == 0) {
        throw unusable(key, file, expected);
      }
      return chain;
    } catch (CertificateException e) {
      throw unusable(key, file, expected);
    }
  }

  private static PrivateKey key(
      String key, Path file, byte[] pem, Path certificateFile, X509Certificate certificate) {
    Matcher matcher = KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw unusable(
          key,
          file,
          "a private key in PEM, PKCS#8, without a password; `openssl pkcs8 -topk8 -nodes` turns"
              + " others into that");
    }
    PublicKey counterpart = certificate.getPublicKey();
    try {
      PrivateKey privateKey =
          KeyFactory.getInstance(counterpart.getAlgorithm())
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1))));
      if (belongTogether(privateKey, counterpart)) {
        return privateKey;
      }
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // Of another algorithm, or broken: not this certificate's key either way.
    }
    throw unusable(key, file, "the private key of " + certificateFile);
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

  private static byte[] bytes(String key, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw OperatorException.about(key, "\"" + file + "\": there is no such file");
    } catch (AccessDeniedException e) {
      throw OperatorException.about(key, "\"" + file + "\": reading it is not permitted");
    } catch (IOException e) {
      throw OperatorException.about(key, "\"" + file + "\": it cannot be read: " + e.getMessage());
    }
  }

  private static OperatorException unusable(String key, Path file, String expected) {
    return OperatorException.about(key, "\"" + file + "\" (expected: " + expected + ")");
  }
}
