package io.weir.testkit.acme;

import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** Signs what it is asked to (RFC 2986), with an authority key identifier as RFC 9773 needs it. */
final class SigningAuthority {
  private final TestAuthority authority;
  private final AtomicLong serial = new AtomicLong(1L << 40);

  SigningAuthority(TestAuthority authority) {
    this.authority = authority;
  }

  /** A chain in PEM: the certificate, then the root. */
  String sign(byte[] request, List<String> names, Instant from, Duration lifetime) {
    try {
      X509Certificate root = authority.root().getCertificate();
      byte[] leaf =
          new JcaX509v3CertificateBuilder(
                  root,
                  BigInteger.valueOf(serial.incrementAndGet()),
                  Date.from(from),
                  Date.from(from.plus(lifetime)),
                  new X500Name("CN=" + names.getFirst()),
                  new JcaPKCS10CertificationRequest(request).getPublicKey())
              .addExtension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(
                      names.stream()
                          .map(name -> new GeneralName(GeneralName.dNSName, name))
                          .toArray(GeneralName[]::new)))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(root.getPublicKey()))
              .build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .build(authority.root().getKeyPair().getPrivate()))
              .getEncoded();
      return pem(leaf) + pem(root.getEncoded());
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  private static String pem(byte[] der) {
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(der));
  }
}
