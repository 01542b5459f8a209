package com.example.ownca;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuanceException;
import io.weir.api.certificate.IssuedCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs for every name that the configuration lists: whoever may write there is trusted, so no
 * proof is asked for, and the challenges are ignored. weir renews after two thirds of the lifetime.
 */
final class OwnCaIssuer implements CertificateIssuer {
  private static final int SERIAL_BITS = 127;

  /** Clocks of clients may be slow. */
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  private final Authority authority;
  private final Duration lifetime;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  OwnCaIssuer(Authority authority, Duration lifetime, InstantSource clock) {
    this.authority = authority;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  @Override
  public IssuedCertificate issue(List<String> names, CertificateKey key, Challenges challenges)
      throws IssuanceException, IOException, GeneralSecurityException, OperatorCreationException {
    Instant now = clock.instant();
    Instant caEnds = authority.certificate().getNotAfter().toInstant();
    if (!now.isBefore(caEnds)) {
      throw new IssuanceException("the CA's own certificate expired at " + caEnds, null);
    }
    Instant end = now.plus(lifetime);
    X509v3CertificateBuilder certificate =
        new X509v3CertificateBuilder(
            new JcaX509CertificateHolder(authority.certificate()).getSubject(),
            new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
            Date.from(now.minus(BACKDATED)),
            Date.from(end.isBefore(caEnds) ? end : caEnds),
            new X500Name(new RDN[0]),
            SubjectPublicKeyInfo.getInstance(key.publicKey()));
    extend(certificate, names);
    ContentSigner signer =
        new JcaContentSignerBuilder(authority.signatureAlgorithm()).build(authority.key());
    return new IssuedCertificate(
        List.of(certificate.build(signer).getEncoded(), authority.certificate().getEncoded()));
  }

  private void extend(X509v3CertificateBuilder certificate, List<String> names)
      throws IOException, GeneralSecurityException {
    // Critical, because the subject is empty (RFC 5280, 4.2.1.6).
    certificate.addExtension(Extension.subjectAlternativeName, true, dnsNames(names));
    certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    certificate.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    certificate.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.certificate()));
  }

  private static GeneralNames dnsNames(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new));
  }
}
