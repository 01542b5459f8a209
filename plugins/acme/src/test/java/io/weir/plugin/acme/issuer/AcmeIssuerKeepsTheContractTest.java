package io.weir.plugin.acme.issuer;

import io.weir.api.certificate.CertificateIssuerFactory;
import io.weir.api.certificate.Challenges;
import io.weir.plugin.acme.AcmePlugin;
import io.weir.plugin.acme.challenge.HttpResponder;
import io.weir.testkit.acme.FakeDirectory;
import io.weir.testkit.contract.CertificateIssuerContract;
import io.weir.testkit.contract.RecordingPublisher;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The issuer does what the API asks of one. */
@Timeout(120)
class AcmeIssuerKeepsTheContractTest extends CertificateIssuerContract {
  @TempDir private Path files;
  private FakeDirectory directory;

  @BeforeEach
  void start() throws Exception {
    directory = FakeDirectory.start(InstantSource.system());
    Instant now = Instant.now();
    directory.window(
        now.plus(Duration.ofDays(20)), now.plus(Duration.ofDays(21)), Duration.ofHours(1));
  }

  @AfterEach
  void stop() {
    directory.close();
  }

  @Override
  protected CertificateIssuerFactory<?> factory() {
    return new AcmePlugin().certificateIssuers().getFirst();
  }

  @Override
  protected Record config() {
    return TestConfigs.of(directory, files);
  }

  @Override
  protected Challenges challenges() {
    return Challenges.answeredBy(new HttpResponder(), new RecordingPublisher());
  }

  @Override
  protected Optional<Record> failingConfig() {
    directory.refuseNext("/order", 403, "rejectedIdentifier", "not for you", "");
    return Optional.of(config());
  }

  @Override
  protected Optional<Record> hangingConfig() {
    directory.hang("/order");
    return Optional.of(config());
  }
}
