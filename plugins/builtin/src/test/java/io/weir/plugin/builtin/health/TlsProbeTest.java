package io.weir.plugin.builtin.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.EscapedText;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.plugin.builtin.BackgroundCall;
import io.weir.plugin.builtin.health.ProbeConfig.Protocol;
import io.weir.plugin.builtin.health.ProbeConfig.Strategy;
import io.weir.testkit.backend.CheckTargets;
import io.weir.testkit.backend.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsProbeTest {
  /** Has a certificate for localhost, and trusts just that one. */
  private static SSLContext tls;

  private final ProbeConfig config =
      new ProbeConfig(Protocol.TLS, EscapedText.parse("PING"), "PONG", Strategy.STARTS_WITH, 0);

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    tls = TestCertificate.in(folder).context();
  }

  @Test
  void asksOverTls() throws Exception {
    try (var backend = tlsBackend()) {
      assertThat(trusting().check(CheckTargets.localhost(backend.port())))
          .isEqualTo(HealthResult.healthy());
    }
  }

  @Test
  void refusesACertificateForAnotherHost() throws Exception {
    try (var backend = tlsBackend()) {
      var target = CheckTargets.target("other.example", backend.port(), CheckTargets.LONG);

      assertThatThrownBy(() -> trusting().check(target))
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("other.example");
    }
  }

  @Test
  void verifiesTheNameThatTheSectionGives() throws Exception {
    try (var backend = tlsBackend()) {
      HealthTarget found = CheckTargets.target("10.0.0.1", backend.port(), CheckTargets.LONG);
      var named =
          new HealthTarget(
              found.backend(), found.checked(), found.address(), "localhost", CheckTargets.LONG);

      assertThat(trusting().check(named)).isEqualTo(HealthResult.healthy());
    }
  }

  @Test
  void refusesACertificateThatTheSystemDoesNotTrust() throws Exception {
    try (var backend = tlsBackend()) {
      assertThatThrownBy(() -> new ProbeCheck(config).check(CheckTargets.localhost(backend.port())))
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void stopsTheHandshakeWhenInterrupted() throws Exception {
    // Reads a little of the hello and never answers.
    try (var backend = AnsweringBackend.silent();
        var call =
            BackgroundCall.of(() -> trusting().check(CheckTargets.localhost(backend.port())))) {
      backend.awaitQuestion();
      call.interrupt();

      assertThatThrownBy(call::answer).isInstanceOf(IOException.class);
    }
  }

  private ProbeCheck trusting() {
    return new ProbeCheck(config, new TlsExchange(tls));
  }

  private static AnsweringBackend tlsBackend() throws IOException {
    ServerSocket listener =
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new AnsweringBackend(
        listener,
        4,
        client -> client.getOutputStream().write("PONG".getBytes(StandardCharsets.US_ASCII)));
  }
}
