package com.example.ownca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.certificate.CertificateIssuerFactory;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.config.InvalidConfigException;
import io.weir.testkit.contract.CertificateIssuerContract;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the API asks of every issuer, and what this one promises. */
@Timeout(60)
class OwnCaIssuerIT extends CertificateIssuerContract {
  @TempDir private Path files;
  private PemFiles ca;

  @BeforeEach
  void makeTheCa() throws IOException {
    ca = TestAuthority.write(files, "ca", TestAuthority.create().root());
  }

  @Override
  protected CertificateIssuerFactory<?> factory() {
    return new OwnCaPlugin().certificateIssuers().getFirst();
  }

  @Override
  protected Record config() {
    return new OwnCaConfig(ca.certificate(), ca.key(), Duration.ofDays(30));
  }

  @Override
  protected List<String> names() {
    return List.of("db.internal", "*.db.internal");
  }

  @Test
  void aCertificateIsValidForTheLifetime() throws Exception {
    IssuedCertificate issued = create().issue(names(), newKey(), challenges());

    X509Certificate leaf = read(issued).getFirst();
    assertThat(leaf.getNotAfter().toInstant())
        .isEqualTo(context().clock().instant().plus(Duration.ofDays(30)));
  }

  @Test
  void aFileThatIsNoKeyIsToldWithItsConfigurationKey() {
    OwnCaConfig config = new OwnCaConfig(ca.certificate(), ca.certificate(), Duration.ofDays(1));

    assertThatThrownBy(() -> create(config))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("ca_key_path");
  }
}
