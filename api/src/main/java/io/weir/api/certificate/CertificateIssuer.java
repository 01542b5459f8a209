package io.weir.api.certificate;

import java.util.List;
import java.util.Optional;

/**
 * Obtains certificates, from an ACME directory or any other authority. One instance per process. It
 * is asked only for names that the configuration lists, with one order per name at a time; calls
 * for several names overlap, up to 8. All calls come on platform threads of their own and may block
 * up to the deadlines of {@link io.weir.api.certificate}; an interrupt means stop, and take back
 * first what was published.
 */
public interface CertificateIssuer extends AutoCloseable {

  /**
   * Obtains a certificate, within 10 min. weir looks at what it gets: a chain for another key, for
   * other names, or that has expired counts as a failure.
   *
   * @param names the DNS names it must cover, in lower case, the first being the main one;
   *     wildcards as {@code *.example.org}. At least one; weir itself asks for one
   * @param key the key to certify: a new one for each order, of the type {@code acme.key_type}
   * @param challenges how to prove control over the names; an issuer that needs no proof ignores it
   * @return the chain for that key
   * @throws IssuanceException if it is refused or should be tried again at a known time
   * @throws Exception for any other failure; tried again with weir's back-off
   */
  IssuedCertificate issue(List<String> names, CertificateKey key, Challenges challenges)
      throws Exception;

  /**
   * Obtains the successor of a certificate, within 10 min. Default: the same as {@link #issue}.
   *
   * @param old the certificate that is to be replaced, which an authority may want to know (RFC
   *     9773, 5); not always one that this issuer issued, and perhaps revoked or expired
   * @param names as for {@link #issue}
   * @param key as for {@link #issue}; not that of the old certificate
   * @param challenges as for {@link #issue}
   * @return the chain for that key
   * @throws IssuanceException as {@link #issue}
   * @throws Exception as {@link #issue}
   */
  default IssuedCertificate renew(
      IssuedCertificate old, List<String> names, CertificateKey key, Challenges challenges)
      throws Exception {
    return issue(names, key, challenges);
  }

  /**
   * Has the authority declare a certificate void, within 30 s. Called when an operator asks for it
   * ({@code weir acme revoke}), who is told what it throws; another certificate is ordered
   * afterwards. Default: it cannot.
   *
   * @param certificate the certificate and its key; not always one that this issuer issued
   * @param reason why, by the codes of RFC 5280, 5.3.1: 0 unspecified, 1 key compromise, 4
   *     superseded, 5 cessation of operation
   * @throws IssuanceException if the authority refuses
   * @throws UnsupportedOperationException if this kind of issuer cannot revoke
   * @throws Exception for any other failure; nothing is tried again
   */
  default void revoke(StoredCertificate certificate, int reason) throws Exception {
    throw new UnsupportedOperationException("this issuer cannot revoke");
  }

  /**
   * Lends it the store, once, before any other method is called: the place for account keys and
   * whatever else it has to find again, shared with the other weirs that use the store. Has 10 s.
   * Default: it needs none.
   *
   * @param store the configured one, for as long as the issuer lives; it is not the issuer's to
   *     close. Its calls block and run on the issuer's own threads. Entries of the issuer's begin
   *     with {@code accounts/}
   * @throws Exception if it cannot work with it; the start stops then
   */
  default void useStore(CertificateStore store) throws Exception {}

  /**
   * When the authority would like the certificate renewed (RFC 9773), within 30 s. Asked after each
   * order, at the start, and again when the answer says so. Default: empty.
   *
   * @param certificate the one in use; not always one that this issuer issued
   * @return the window; empty if there is none, which means after two thirds of its lifetime, and
   *     to ask again after a day
   * @throws IssuanceException if the authority wants to be asked later: no earlier than in 1 h and
   *     no later than in a day
   * @throws Exception if it cannot be found out; the earlier window stays, and it is asked again
   *     after 1 h
   */
  default Optional<RenewalWindow> renewalWindow(IssuedCertificate certificate) throws Exception {
    return Optional.empty();
  }

  /**
   * Frees what it holds. Called once, on a thread of its own, when weir ends, after its calls were
   * interrupted and had 10 s to return; weir waits for 5 s at most. The store that it was lent is
   * open still. By default there is nothing to free.
   *
   * @throws Exception is logged, and of no other consequence
   */
  @Override
  default void close() throws Exception {}
}
