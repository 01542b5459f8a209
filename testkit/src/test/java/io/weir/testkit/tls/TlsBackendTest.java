package io.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.X509Bundle;
import io.weir.core.config.SectionException;
import io.weir.core.connection.CloseReason;
import io.weir.core.transport.channel.ChannelTransport;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.transport.MemoryBackends;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with backends, whose engine is the JDK's. They are reached at 127.0.0.1. */
@Timeout(60)
class TlsBackendTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final X509Bundle RIGHT =
      AUTHORITY.issue(TestAuthority.builder("backend").addSanIpAddress("127.0.0.1").ecp256());

  @TempDir Path folder;

  private SSLServerSocket backend;
  private Path ca;

  @BeforeEach
  void begin() throws IOException {
    ca = AUTHORITY.writeRoot(folder);
    backend = AUTHORITY.listening(RIGHT);
  }

  @AfterEach
  void end() throws IOException {
    backend.close();
  }

  private TlsBench bench(String keys) throws IOException {
    return new TlsBench(
        Section.of(
            "backends_tls { root_ca_cert_path = \"%s\" }\nbackend_connection_timeout = 10s\n"
                    .formatted(ca)
                + keys),
        backend.getLocalPort());
  }

  /** What the backend saw of its session. */
  private CompletableFuture<String> echo() {
    return CompletableFuture.supplyAsync(
        () -> {
          try (SSLSocket server = (SSLSocket) backend.accept()) {
            server.setSoTimeout(10_000);
            server.startHandshake();
            // No further: the JDK's own engine answers the end of TLS 1.2 by ending, too.
            server.getOutputStream().write(server.getInputStream().readNBytes(8));
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            return server.getSession().getProtocol() + " " + server.getSession().getCipherSuite();
          } catch (IOException e) {
            return "failed: " + e.getMessage();
          }
        },
        Thread::startVirtualThread);
  }

  private static String exchange(TlsBench bench) throws IOException {
    try (Socket client = bench.plainClient()) {
      client.getOutputStream().write("question".getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls1.2", "tls1.3"})
  void passesBothEndsOn(String version) throws Exception {
    CompletableFuture<String> session = echo();
    try (TlsBench bench =
        bench("backends_tls { min_version = " + version + ", max_version = " + version + " }")) {
      assertThat(exchange(bench)).isEqualTo("question");
      assertThat(session.join()).startsWith(version.replace("tls", "TLSv"));
      bench.awaitEnded(CloseReason.FINISHED, 1);
    }
  }

  @Test
  void speaksTlsWithBothSides() throws Exception {
    CompletableFuture<String> session = echo();
    PemFiles files = TestAuthority.write(folder, "web", AUTHORITY.issue("web.example"));
    try (TlsBench bench =
            new TlsBench(
                Section.tls(files, "backends_tls.root_ca_cert_path = \"" + ca + "\""),
                backend.getLocalPort());
        SSLSocket client = bench.client(AUTHORITY.context(), "web.example")) {
      client.getOutputStream().write("question".getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("question");
      assertThat(session.join()).startsWith("TLSv1.3");
    }
  }

  @Test
  void offersTheCiphersThatAreAskedFor() throws Exception {
    CompletableFuture<String> session = echo();
    try (TlsBench bench =
        bench(
            "backends_tls { max_version = tls1.2, ciphers ="
                + " [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384] }")) {
      assertThat(exchange(bench)).isEqualTo("question");
      assertThat(session.join()).isEqualTo("TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
    }
  }

  @Test
  void aCertificateForAnotherNameIsRefused() throws Exception {
    backend.close();
    backend = AUTHORITY.listening(AUTHORITY.issue("another.example"));
    echo();
    try (TlsBench bench = bench("")) {
      assertThat(exchange(bench)).isEmpty();
      bench.awaitEnded(CloseReason.BACKEND_REFUSED, 1);
    }
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefusedAndTheNextBackendTried() throws Exception {
    CompletableFuture<String> session = echo();
    X509Bundle stranger =
        TestAuthority.create()
            .issue(TestAuthority.builder("backend").addSanIpAddress("127.0.0.1").ecp256());
    try (SSLServerSocket untrusted = AUTHORITY.listening(stranger)) {
      MemoryBackends backends = MemoryBackends.at(untrusted.getLocalPort(), backend.getLocalPort());
      try (TlsBench bench =
          new TlsBench(
              Section.of("backends_tls { root_ca_cert_path = \"" + ca + "\" }"),
              backends,
              ChannelTransport::new)) {
        Thread.startVirtualThread(() -> shakeHandsOnce(untrusted));
        assertThat(exchange(bench)).isEqualTo("question");
        assertThat(session.join()).startsWith("TLSv1.3");
        assertThat(backends.member(0).counters().refused()).isEqualTo(1);
      }
    }
  }

  private static void shakeHandsOnce(SSLServerSocket listening) {
    try (SSLSocket server = (SSLSocket) listening.accept()) {
      server.startHandshake();
      server.getInputStream().read();
    } catch (IOException e) {
      // That it is refused is what the test is about.
    }
  }

  @Test
  void anyCertificateWillDoIfNothingIsVerified() throws Exception {
    backend.close();
    backend = AUTHORITY.listening(TestAuthority.create().issue("another.example"));
    CompletableFuture<String> session = echo();
    try (TlsBench bench = bench("backends_tls.ignore_verify = true")) {
      assertThat(exchange(bench)).isEqualTo("question");
      assertThat(session.join()).startsWith("TLSv1.3");
    }
  }

  @Test
  void showsItsOwnCertificate() throws Exception {
    backend.setNeedClientAuth(true);
    PemFiles own = TestAuthority.write(folder, "own", AUTHORITY.issue("weir.example"));
    CompletableFuture<String> session = echo();
    try (TlsBench bench =
        bench(
            "backends_tls { cert_path = \"%s\", key_path = \"%s\" }"
                .formatted(own.certificate(), own.key()))) {
      assertThat(exchange(bench)).isEqualTo("question");
      assertThat(session.join()).startsWith("TLSv1.3");
    }
  }

  @Test
  void aBackendThatSpeaksNoTlsIsGivenUpInTime() throws Exception {
    backend.close();
    try (var silent = new java.net.ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        TlsBench bench =
            new TlsBench(
                Section.of("backends_tls.ignore_verify = true\nbackend_connection_timeout = 200ms"),
                silent.getLocalPort())) {
      assertThat(exchange(bench)).isEmpty();
      bench.awaitEnded(CloseReason.BACKEND_REFUSED, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBackendThatEndsDuringTheHandshakeIsGivenUpAtOnce(TlsBench.Engine engine) throws Exception {
    try (var ending = TestBackend.of(Behaviour.closesImmediately());
        TlsBench bench =
            new TlsBench(
                engine, Section.of("backends_tls { ignore_verify = true }"), ending.port())) {
      assertThat(exchange(bench)).isEmpty();
      bench.awaitEnded(CloseReason.BACKEND_REFUSED, 1);
    }
  }

  @Test
  void aFileWithoutACertificateIsRefused() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.crt"), "");
    assertThatThrownBy(() -> bench("backends_tls.root_ca_cert_path = \"" + empty + "\""))
        .isInstanceOf(SectionException.class)
        .hasMessageContaining("backends_tls.root_ca_cert_path")
        .hasMessageContaining("certificate");
  }
}
