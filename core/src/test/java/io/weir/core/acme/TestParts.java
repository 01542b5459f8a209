package io.weir.core.acme;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.core.config.AcmeConfig;

/** Parts that no plugin has brought. */
final class TestParts {
  private TestParts() {}

  static AcmeParts of(
      CertificateStore store,
      CertificateIssuer issuer,
      ChallengeResponder responder,
      TlsChallenges tls) {
    PluginCalls calls = new PluginCalls();
    return new AcmeParts(
        new StoredCertificates(store, calls),
        new Authority(
            issuer,
            responder,
            new PublishedAnswers(true, tls),
            AcmeConfig.KeyType.ECDSA_P256,
            calls),
        calls);
  }
}
