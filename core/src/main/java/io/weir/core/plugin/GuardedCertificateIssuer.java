package io.weir.core.plugin;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.certificate.RenewalWindow;
import io.weir.api.certificate.StoredCertificate;
import java.util.List;
import java.util.Optional;

/** A plugin's certificate issuer behind its guard. */
final class GuardedCertificateIssuer implements CertificateIssuer {
  private final CertificateIssuer issuer;
  private final ProductGuard guard;

  GuardedCertificateIssuer(CertificateIssuer issuer, ProductGuard guard) {
    this.issuer = issuer;
    this.guard = guard;
  }

  @Override
  public IssuedCertificate issue(List<String> names, CertificateKey key, Challenges challenges)
      throws Exception {
    return guard.call(() -> issuer.issue(names, key, challenges));
  }

  @Override
  public IssuedCertificate renew(
      IssuedCertificate old, List<String> names, CertificateKey key, Challenges challenges)
      throws Exception {
    return guard.call(() -> issuer.renew(old, names, key, challenges));
  }

  @Override
  public void revoke(StoredCertificate certificate, int reason) throws Exception {
    guard.run(() -> issuer.revoke(certificate, reason));
  }

  @Override
  public void useStore(CertificateStore store) throws Exception {
    guard.run(() -> issuer.useStore(store));
  }

  @Override
  public Optional<RenewalWindow> renewalWindow(IssuedCertificate certificate) throws Exception {
    return guard.call(() -> issuer.renewalWindow(certificate));
  }

  @Override
  public void close() {
    guard.close(issuer);
  }
}
