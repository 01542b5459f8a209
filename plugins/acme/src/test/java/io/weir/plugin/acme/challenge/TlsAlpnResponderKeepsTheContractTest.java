package io.weir.plugin.acme.challenge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengeResponderFactory;
import io.weir.api.certificate.StoredCertificate;
import io.weir.plugin.acme.AcmePlugin;
import io.weir.testkit.contract.ChallengeResponderContract;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** The responder does what the API asks of one, and makes the certificate of RFC 8737, 3. */
@Timeout(60)
class TlsAlpnResponderKeepsTheContractTest extends ChallengeResponderContract {
  private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";
  private static final int DNS_NAME = 2;

  @Override
  protected ChallengeResponderFactory<?> factory() {
    return new AcmePlugin().challengeResponders().get(1);
  }

  @Override
  protected Record config() {
    return new NoKeys();
  }

  @Override
  protected boolean isVisible(Challenge challenge) throws Exception {
    StoredCertificate presented = publisher().certificates().get(challenge.name());
    if (presented == null) {
      return false;
    }
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(presented.certificate().chain().getFirst()));
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getPublicKey().getEncoded()).isEqualTo(presented.key().publicKey());
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.of(DNS_NAME, challenge.name()));
    assertThat(certificate.getCriticalExtensionOIDs()).contains(ACME_IDENTIFIER);
    // Two octet strings around the digest, of 34 and 32 bytes.
    byte[] extension = certificate.getExtensionValue(ACME_IDENTIFIER);
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(challenge.keyAuthorization().getBytes(US_ASCII));
    return Arrays.equals(Arrays.copyOfRange(extension, 4, extension.length), digest);
  }
}
