package io.weir.plugin.acme.directory;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of keys in PEM: a private key with its public key after it as written here, or the
 * traditional forms of EC and RSA keys, as autocert writes them.
 */
final class KeyPem {
  private KeyPem() {}

  static byte[] write(KeyPair pair) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter pem = new PemWriter(text)) {
      pem.writeObject(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded()));
      pem.writeObject(new PemObject("PUBLIC KEY", pair.getPublic().getEncoded()));
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a pair.
   *
   * @throws IOException if it is none; the message says what was expected, and shows nothing of it
   */
  static KeyPair read(byte[] pem) throws IOException {
    PrivateKeyInfo privateKey = null;
    SubjectPublicKeyInfo publicKey = null;
    try (PEMParser parser =
        new PEMParser(new StringReader(new String(pem, StandardCharsets.ISO_8859_1)))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        switch (object) {
          case PEMKeyPair pair -> {
            privateKey = pair.getPrivateKeyInfo();
            publicKey = pair.getPublicKeyInfo();
          }
          case PrivateKeyInfo info -> privateKey = info;
          case SubjectPublicKeyInfo info -> publicKey = info;
          default -> {}
        }
      }
      return pair(privateKey, publicKey);
    } catch (GeneralSecurityException | IOException | RuntimeException _) {
      // The parser's messages may quote what it read.
      throw new IOException(
          "it cannot be read (expected: an EC or RSA private key in PEM, with its public key)");
    }
  }

  private static KeyPair pair(
      @Nullable PrivateKeyInfo privateKey, @Nullable SubjectPublicKeyInfo publicKey)
      throws GeneralSecurityException, IOException {
    if (privateKey == null || publicKey == null) {
      throw new IOException("a key is missing");
    }
    boolean rsa =
        PKCSObjectIdentifiers.rsaEncryption.equals(
            privateKey.getPrivateKeyAlgorithm().getAlgorithm());
    return of(rsa ? "RSA" : "EC", privateKey.getEncoded(), publicKey.getEncoded());
  }

  /** A pair of what crosses weir's API: PKCS#8 and SubjectPublicKeyInfo in DER. */
  static KeyPair of(String algorithm, byte[] pkcs8, byte[] publicKey)
      throws GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance(algorithm);
    return new KeyPair(
        keys.generatePublic(new X509EncodedKeySpec(publicKey)),
        keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
  }
}
