package io.weir.core.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/** Makes certificates that nobody trusts, for names that have no other yet. */
public final class SelfSigned {
  private static final int SERIAL_BITS = 127;
  private static final int DNS_NAME = 0x82;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;
  private static final byte[] VERSION_3 = {Der.INTEGER, 1, 2};
  private static final byte[] ECDSA_WITH_SHA256 = oid("300a06082a8648ce3d040302");
  private static final byte[] SUBJECT_ALTERNATIVE_NAME = oid("0603551d11");
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SelfSigned() {}

  private static byte[] oid(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /**
   * Makes one with a key of its own.
   *
   * @param name the DNS name that it is for
   */
  public static KeyedChain of(String name, Instant notBefore, Instant notAfter) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return of(name, generator.generateKeyPair(), notBefore, notAfter);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java makes no keys", e);
    }
  }

  /**
   * Makes one with a given key.
   *
   * @param keys on an elliptic curve
   */
  public static KeyedChain of(String name, KeyPair keys, Instant notBefore, Instant notAfter) {
    try {
      byte[] statement = statement(name, notBefore, notAfter, keys);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(statement);
      byte[] certificate =
          Der.tagged(
              Der.SEQUENCE,
              statement,
              ECDSA_WITH_SHA256,
              Der.tagged(Der.BIT_STRING, new byte[1], signature.sign()));
      return new KeyedChain(
          List.of(
              (X509Certificate)
                  CertificateFactory.getInstance("X.509")
                      .generateCertificate(new ByteArrayInputStream(certificate))),
          keys.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign", e);
    }
  }

  /** What is signed: RFC 5280, 4.1. */
  private static byte[] statement(String name, Instant notBefore, Instant notAfter, KeyPair keys) {
    byte[] self = new X500Principal("CN=weir self-signed").getEncoded();
    byte[] names =
        Der.tagged(Der.SEQUENCE, Der.tagged(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII)));
    return Der.tagged(
        Der.SEQUENCE,
        Der.tagged(VERSION, VERSION_3),
        Der.tagged(
            Der.INTEGER,
            new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE).toByteArray()),
        ECDSA_WITH_SHA256,
        self,
        Der.tagged(Der.SEQUENCE, time(notBefore), time(notAfter)),
        self,
        keys.getPublic().getEncoded(),
        Der.tagged(
            EXTENSIONS,
            Der.tagged(
                Der.SEQUENCE,
                Der.tagged(
                    Der.SEQUENCE, SUBJECT_ALTERNATIVE_NAME, Der.tagged(Der.OCTET_STRING, names)))));
  }

  private static byte[] time(Instant instant) {
    return Der.tagged(Der.UTC_TIME, UTC_TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
  }
}
