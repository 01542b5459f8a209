package io.weir.plugin.acme.challenge;

import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.certificate.StoredCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Answers tls-alpn-01 (RFC 8737) at the servers' own ports.
 *
 * <p>The certificate is made here and not by acme4j, which can sign it with an RSA key only: those
 * take long to make.
 */
public final class TlsAlpnResponder implements ChallengeResponder {
  private static final ASN1ObjectIdentifier ACME_IDENTIFIER =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");
  private static final X500Name SUBJECT = new X500Name("CN=acme.invalid");

  /** Whose clock is a little behind is to find it valid, too. */
  private static final Duration EARLIER = Duration.ofDays(1);

  private static final Duration LIFETIME = Duration.ofDays(7);

  private final InstantSource clock;

  /** Makes one that dates certificates by a clock. */
  public TlsAlpnResponder(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String type() {
    return "tls-alpn-01";
  }

  @Override
  public void present(Challenge challenge, ChallengePublisher publisher) throws Exception {
    publisher.tlsAlpn(challenge.name(), certificate(challenge));
  }

  @Override
  public void cleanUp(Challenge challenge, ChallengePublisher publisher) {
    publisher.removeTlsAlpn(challenge.name());
  }

  private StoredCertificate certificate(Challenge challenge)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair key = generator.generateKeyPair();
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(challenge.keyAuthorization().getBytes(StandardCharsets.US_ASCII));
    Instant now = clock.instant();
    byte[] der =
        new JcaX509v3CertificateBuilder(
                SUBJECT,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(EARLIER)),
                Date.from(now.plus(LIFETIME)),
                SUBJECT,
                key.getPublic())
            .addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, challenge.name())))
            .addExtension(ACME_IDENTIFIER, true, new DEROctetString(digest))
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
            .getEncoded();
    return new StoredCertificate(
        new CertificateKey("EC", key.getPrivate().getEncoded(), key.getPublic().getEncoded()),
        new IssuedCertificate(List.of(der)));
  }
}
