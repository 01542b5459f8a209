package com.example.ownca;

import io.weir.api.config.InvalidConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A CA: who signs, and with what.
 *
 * @param certificate its certificate
 * @param key its private key
 */
record Authority(X509Certificate certificate, PrivateKey key) {

  /**
   * Reads a CA out of two files.
   *
   * @throws InvalidConfigException if one of them cannot be used; weir shows it with the key's line
   */
  static Authority read(Path certificate, Path key) {
    return new Authority(readCertificate(certificate), readKey(key));
  }

  private static X509Certificate readCertificate(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | GeneralSecurityException e) {
      throw new InvalidConfigException("ca_cert_path", "a file with a certificate in PEM");
    }
  }

  private static PrivateKey readKey(Path file) {
    try (Reader reader = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(reader)) {
      return switch (parser.readObject()) {
        case PrivateKeyInfo pkcs8 -> new JcaPEMKeyConverter().getPrivateKey(pkcs8);
        case PEMKeyPair pair -> new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
        case null, default -> throw new IOException("no private key");
      };
    } catch (IOException e) {
      throw new InvalidConfigException("ca_key_path", "a file with a private key in PEM");
    }
  }

  /** With SHA-256 by the key that it has. */
  String signatureAlgorithm() {
    return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
  }
}
