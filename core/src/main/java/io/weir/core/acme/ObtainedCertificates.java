package io.weir.core.acme;

import io.weir.core.certificate.CertificateSource;
import io.weir.core.config.AcmeConfig;
import io.weir.core.config.WeirConfig;
import io.weir.core.lifecycle.Service;
import io.weir.core.plugin.ExtensionRegistries;
import java.util.List;

/** The certificates of the names that servers list in {@code tls.acme_hosts}. */
public interface ObtainedCertificates extends Service {

  /**
   * Prepares them; nothing is made or read yet.
   *
   * @param tls shows proofs in handshakes
   */
  static ObtainedCertificates of(
      WeirConfig config, ExtensionRegistries extensions, TlsChallenges tls) {
    return config
        .acme()
        .<ObtainedCertificates>map(acme -> new ManagedCertificates(acme, config, extensions, tls))
        .orElseGet(NoCertificates::new);
  }

  /**
   * Certificates for some names of a server: those that are kept already and those to come. Asking
   * orders nothing. May block for some seconds.
   *
   * @param server the server's name
   * @param names DNS names
   * @throws io.weir.core.config.SectionException if there are none to be had
   */
  CertificateSource forServer(String server, List<String> names);

  /** What clients get for a name that has no certificate yet. */
  AcmeConfig.Fallback fallback();

  /**
   * Prepares going on with what other plugins make, where the section {@code acme} says the same
   * and the plugins behind it are others. May block.
   *
   * @param next the configuration that comes
   * @throws AcmeStartException if one of them cannot be put into effect
   */
  Exchange prepare(WeirConfig next);

  /** Other parts, made and not at work. Exactly one of its methods is called, once. */
  interface Exchange {
    /** There is nothing to exchange. */
    Exchange NONE =
        new Exchange() {
          @Override
          public void commit() {}

          @Override
          public void rollback() {}
        };

    /** Goes on with them, as soon as no certificate is worked on with the old ones. */
    void commit();

    /** Lets go of them. */
    void rollback();
  }

  /** From now on the names that this configuration lists are looked after, and no others. */
  void follow(WeirConfig config);

  /** How it stands with every name that is listed, in the order of servers and names. */
  List<AcmeStatus> all();

  /**
   * Has a certificate renewed at once, or obtained.
   *
   * @param name a DNS name
   * @return false if no server lists it
   */
  boolean renew(String name);

  /**
   * Has a certificate revoked, and another one obtained in its place. May block.
   *
   * @param name a DNS name
   * @param reason by RFC 5280, 5.3.1
   * @return false if no server lists it
   * @throws RevocationException if it cannot be revoked
   */
  boolean revoke(String name, int reason) throws RevocationException, InterruptedException;
}
