package io.weir.api.certificate;

import java.util.List;
import java.util.Optional;

/**
 * Obtains certificates, from an ACME directory or any other authority. It is asked only for names
 * that the configuration lists, and by one job per set of names at a time. All calls come on
 * threads of their own and may block; an interrupt means stop.
 */
public interface CertificateIssuer extends AutoCloseable {

  /**
   * Obtains a certificate.
   *
   * @param names the DNS names it must cover, the first being the main one; wildcards as {@code
   *     *.example.org}
   * @param key the key to certify
   * @param challenges how to prove control over the names; an issuer that needs no proof ignores it
   * @return the chain for that key
   * @throws IssuanceException if it is refused or should be tried again at a known time
   * @throws Exception for any other failure; tried again with weir's back-off
   */
  IssuedCertificate issue(List<String> names, CertificateKey key, Challenges challenges)
      throws Exception;

  /**
   * When the authority would like the certificate renewed (RFC 9773). Default: empty, which means
   * after two thirds of its lifetime.
   *
   * @param certificate one that this issuer issued
   */
  default Optional<RenewalWindow> renewalWindow(IssuedCertificate certificate) throws Exception {
    return Optional.empty();
  }

  /** Frees what it holds. Called once. */
  @Override
  default void close() throws Exception {}
}
