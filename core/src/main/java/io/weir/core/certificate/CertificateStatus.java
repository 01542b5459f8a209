package io.weir.core.certificate;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What is told of a certificate that is in use.
 *
 * @param origin where it came from, e.g. its file
 * @param names the names that it is for, in lower case
 * @param subject whose it is (RFC 2253)
 * @param issuer who signed it (RFC 2253)
 * @param serial its number at the issuer
 * @param notBefore from when on it is valid
 * @param notAfter until when it is valid
 */
public record CertificateStatus(
    String origin,
    List<String> names,
    String subject,
    String issuer,
    BigInteger serial,
    Instant notBefore,
    Instant notAfter) {

  /** Reads it off a certificate. */
  public static CertificateStatus of(NamedChain named) {
    X509Certificate certificate = named.chain().certificate();
    return new CertificateStatus(
        named.origin(),
        List.copyOf(CertificateNames.of(certificate)),
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getSerialNumber(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }
}
