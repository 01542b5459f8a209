package io.weir.core.certificate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads private keys as Go's and OpenSSL's tools write them. */
final class PrivateKeyPem {
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN (RSA |EC |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");

  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private PrivateKeyPem() {}

  /** There is none in the file, or only one with a password. */
  static final class NoKeyException extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * Reads one.
   *
   * @param counterpart its public key, which says what kind of key it is
   */
  static PrivateKey read(byte[] pem, PublicKey counterpart)
      throws NoKeyException, GeneralSecurityException {
    Matcher matcher = KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw new NoKeyException();
    }
    byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
    byte[] pkcs8 = matcher.group(1).isEmpty() ? der : wrapped(der, counterpart);
    return KeyFactory.getInstance(counterpart.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /**
   * PKCS#8 around a traditional key: version, algorithm, key. The algorithm, an EC key's curve
   * included, is the one in the public key's own encoding.
   */
  private static byte[] wrapped(byte[] traditional, PublicKey counterpart) {
    byte[] publicKey = counterpart.getEncoded();
    int inside = contentAt(publicKey, 0);
    int end = contentAt(publicKey, inside) + lengthAt(publicKey, inside);
    return Der.tagged(
        Der.SEQUENCE,
        VERSION_0,
        Arrays.copyOfRange(publicKey, inside, end),
        Der.tagged(Der.OCTET_STRING, traditional));
  }

  private static int lengthBytesAt(byte[] der, int tag) {
    int first = der[tag + 1] & 0xff;
    return first < 0x80 ? 0 : first & 0x7f;
  }

  private static int contentAt(byte[] der, int tag) {
    return tag + 2 + lengthBytesAt(der, tag);
  }

  private static int lengthAt(byte[] der, int tag) {
    int bytes = lengthBytesAt(der, tag);
    if (bytes == 0) {
      return der[tag + 1];
    }
    int length = 0;
    for (int i = 0; i < bytes; i++) {
      length = (length << 8) | (der[tag + 2 + i] & 0xff);
    }
    return length;
  }
}
