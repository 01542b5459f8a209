package io.weir.plugin.builtin.health;

import static io.weir.testkit.backend.CheckTargets.LONG;
import static io.weir.testkit.backend.CheckTargets.localhost;
import static io.weir.testkit.backend.CheckTargets.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.config.InvalidConfigException;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.plugin.builtin.health.SmtpConfig.Tls;
import io.weir.testkit.peer.MailServer;
import io.weir.testkit.plugin.TestPluginContext;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kind {@code smtp} against Exim. */
@Tag("peer")
@Timeout(60)
class EximTest {
  private final TestAuthority authority = TestAuthority.create();
  @TempDir private Path folder;
  private Path program;
  private TestPluginContext context;

  @BeforeEach
  void find() {
    Optional<Path> found = MailServer.program();
    assumeTrue(found.isPresent(), "exim4 is not installed (Debian package exim4-daemon-light)");
    program = found.orElseThrow();
    context = new TestPluginContext(folder);
  }

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

  private HealthCheck check(Tls tls) throws IOException {
    Optional<Path> trusted =
        tls == Tls.NONE ? Optional.empty() : Optional.of(authority.writeRoot(folder));
    return new SmtpCheck(SmtpCheckTest.config(tls, trusted), context);
  }

  /** RSA: GnuTLS does not take the short form in which the authority writes other keys. */
  private PemFiles certificate() throws IOException {
    return TestAuthority.write(folder, "mail", authority.issueRsa("mail.example"));
  }

  @Test
  void inTheClear() throws Exception {
    try (MailServer server = MailServer.start(program, folder)) {
      HealthCheck check = check(Tls.NONE);
      assertThat(check.check(localhost(server.port()))).isEqualTo(HealthResult.healthy());
      server.refuse();
      assertThat(check.check(localhost(server.port())))
          .isEqualTo(HealthResult.unhealthy("greeting: 550 closed for today"));
      server.accept();
      assertThat(check.check(localhost(server.port()))).isEqualTo(HealthResult.healthy());
      assertThat(check(Tls.STARTTLS).check(localhost(server.port())).detail())
          .startsWith("STARTTLS: 503 STARTTLS command used when not advertised");
    }
  }

  private void assertVerified(Tls tls, int port) throws Exception {
    HealthCheck check = check(tls);
    assertThat(check.check(target("mail.example", port, LONG))).isEqualTo(HealthResult.healthy());
    assertThatThrownBy(() -> check.check(localhost(port)))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("localhost");
    HealthCheck strange =
        new SmtpCheck(
            SmtpCheckTest.config(tls, Optional.of(TestAuthority.create().writeRoot(folder))),
            context);
    assertThatThrownBy(() -> strange.check(target("mail.example", port, LONG)))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("PKIX path");
  }

  @Test
  void withStarttls() throws Exception {
    try (MailServer server = MailServer.startOfferingTls(program, folder, certificate())) {
      assertVerified(Tls.STARTTLS, server.port());
    }
  }

  @Test
  void withTlsFromTheFirstByteOn() throws Exception {
    try (MailServer server = MailServer.startOverTls(program, folder, certificate())) {
      assertVerified(Tls.IMPLICIT, server.port());
    }
  }

  @Test
  void aFileThatIsNotThereIsAWrongConfiguration() {
    SmtpConfig config = SmtpCheckTest.config(Tls.STARTTLS, Optional.of(folder.resolve("none.crt")));
    assertThatThrownBy(() -> new SmtpCheck(config, context))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e -> assertThat(e.key()).isEqualTo("smtp_tls_cacert_path"));
  }
}
