package io.weir.core.acme;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.certificate.RenewalWindow;
import io.weir.api.certificate.StoredCertificate;
import io.weir.core.certificate.SelfSigned;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Issues certificates that are signed by themselves, and notes when. */
final class TestIssuer implements CertificateIssuer {
  private final InstantSource clock;
  final List<Instant> orders = new ArrayList<>();
  final List<Instant> refusals = new ArrayList<>();
  final List<IssuedCertificate> replaced = new ArrayList<>();
  final List<Integer> revocations = new ArrayList<>();
  Duration lifetime = Duration.ofDays(90);
  @Nullable RenewalWindow window;
  int questions;
  @Nullable Exception noAnswer;
  @Nullable Exception refusal;
  @Nullable String otherName;

  TestIssuer(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public IssuedCertificate issue(List<String> names, CertificateKey key, Challenges challenges)
      throws Exception {
    Instant now = clock.instant();
    if (refusal != null) {
      refusals.add(now);
      throw refusal;
    }
    orders.add(now);
    String name = otherName == null ? names.getFirst() : otherName;
    return SelfSigned.of(name, pair(key), now, now.plus(lifetime)).stored().certificate();
  }

  private static KeyPair pair(CertificateKey key) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance(key.algorithm());
    return new KeyPair(
        factory.generatePublic(new X509EncodedKeySpec(key.publicKey())),
        factory.generatePrivate(new PKCS8EncodedKeySpec(key.pkcs8())));
  }

  @Override
  public IssuedCertificate renew(
      IssuedCertificate old, List<String> names, CertificateKey key, Challenges challenges)
      throws Exception {
    replaced.add(old);
    return issue(names, key, challenges);
  }

  @Override
  public Optional<RenewalWindow> renewalWindow(IssuedCertificate certificate) throws Exception {
    questions++;
    if (noAnswer != null) {
      throw noAnswer;
    }
    return Optional.ofNullable(window);
  }

  @Override
  public void revoke(StoredCertificate certificate, int reason) {
    revocations.add(reason);
  }
}
