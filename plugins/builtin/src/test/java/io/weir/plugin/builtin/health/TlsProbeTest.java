package io.weir.plugin.builtin.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.EscapedText;
import io.weir.api.health.HealthResult;
import io.weir.plugin.builtin.BackgroundCall;
import io.weir.plugin.builtin.health.ProbeConfig.Protocol;
import io.weir.plugin.builtin.health.ProbeConfig.Strategy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsProbeTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** Has a certificate for localhost, and trusts just that one. */
  private static SSLContext tls;

  private final ProbeConfig config =
      new ProbeConfig(Protocol.TLS, EscapedText.parse("PING"), "PONG", Strategy.STARTS_WITH, 0);

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "backend",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=backend",
                    "-ext",
                    "san=dns:localhost",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    new String(PASSWORD)))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("backend", keys.getCertificate("backend"));
    var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, PASSWORD);
    var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trusted);
    tls = SSLContext.getInstance("TLS");
    tls.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
  }

  @Test
  void asksOverTls() throws Exception {
    try (var backend = tlsBackend()) {
      assertThat(trusting().check(Targets.localhost(backend.port())))
          .isEqualTo(HealthResult.healthy());
    }
  }

  @Test
  void refusesACertificateForAnotherHost() throws Exception {
    try (var backend = tlsBackend()) {
      var target = Targets.target("other.example", backend.port(), Targets.LONG);

      assertThatThrownBy(() -> trusting().check(target))
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("other.example");
    }
  }

  @Test
  void refusesACertificateThatTheSystemDoesNotTrust() throws Exception {
    try (var backend = tlsBackend()) {
      assertThatThrownBy(() -> new ProbeCheck(config).check(Targets.localhost(backend.port())))
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void stopsTheHandshakeWhenInterrupted() throws Exception {
    // Reads a little of the hello and never answers.
    try (var backend = AnsweringBackend.silent();
        var call = BackgroundCall.of(() -> trusting().check(Targets.localhost(backend.port())))) {
      backend.awaitQuestion();
      call.interrupt();

      assertThatThrownBy(call::answer).isInstanceOf(IOException.class);
    }
  }

  private ProbeCheck trusting() {
    return new ProbeCheck(config, new TlsExchange(tls.getSocketFactory()));
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
