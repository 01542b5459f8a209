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
   * Obtains the successor of a certificate. Default: the same as {@link #issue}.
   *
   * @param old the certificate that is to be replaced, which an authority may want to know (RFC
   *     9773, 5); not always one that this issuer issued
   * @throws Exception as {@link #issue}
   */
  default IssuedCertificate renew(
      IssuedCertificate old, List<String> names, CertificateKey key, Challenges challenges)
      throws Exception {
    return issue(names, key, challenges);
  }

  /**
   * Has the authority declare a certificate void. Default: it cannot.
   *
   * @param certificate the certificate and its key
   * @param reason why, by the codes of RFC 5280, 5.3.1: 0 unspecified, 1 key compromise, 4
   *     superseded, 5 cessation of operation
   * @throws IssuanceException if the authority refuses
   * @throws UnsupportedOperationException if this kind of issuer cannot revoke
   */
  default void revoke(StoredCertificate certificate, int reason) throws Exception {
    throw new UnsupportedOperationException("this issuer cannot revoke");
  }

  /**
   * Lends it the store, before any other method is called: the place for account keys and whatever
   * else it has to find again, shared with the other weirs that use the store. Default: it needs
   * none.
   *
   * @param store the configured one; entries of the issuer's begin with {@code accounts/}
   */
  default void useStore(CertificateStore store) throws Exception {}

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
