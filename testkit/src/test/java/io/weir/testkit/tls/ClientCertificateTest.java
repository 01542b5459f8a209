package io.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.weir.core.config.SectionException;
import io.weir.core.config.ServerConfig;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.EndedConnection;
import io.weir.core.transport.PeerIdentity;
import io.weir.testkit.CapturedLog;
import io.weir.testkit.backend.TestBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that say who they are by certificate, on both engines. */
@Timeout(60)
class ClientCertificateTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final X509Bundle ALICE =
      AUTHORITY.issue(TestAuthority.builder("alice").ecp256().addSanRfc822Name("a@b.example"));

  @TempDir Path folder;

  private ServerSocket backend;
  private PemFiles files;
  private Path ca;

  @BeforeEach
  void begin() throws IOException {
    backend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    files = TestAuthority.write(folder, "web", AUTHORITY.issue("web.example"));
    ca = AUTHORITY.writeRoot(folder);
    ServerSocket accepting = backend;
    Thread.ofVirtual().start(() -> greetAll(accepting));
  }

  private static void greetAll(ServerSocket accepting) {
    try {
      while (true) {
        try (var client = accepting.accept()) {
          client.getOutputStream().write('x');
        }
      }
    } catch (IOException e) {
      // It was closed: the test is over.
    }
  }

  @AfterEach
  void end() throws IOException {
    backend.close();
  }

  private TlsBench bench(TlsBench.Engine engine, String auth) throws IOException {
    return bench(engine, auth, "");
  }

  private TlsBench bench(TlsBench.Engine engine, String auth, String keys) throws IOException {
    return new TlsBench(engine, section(auth, keys), backend.getLocalPort());
  }

  private ServerConfig section(String auth, String keys) {
    return Section.tls(
        files,
        "tls { client_auth = %s, client_ca_cert_path = \"%s\", %s }".formatted(auth, ca, keys));
  }

  /** Whether the backend's byte came; in TLS 1.3 a client learns of a refusal only as it reads. */
  private static boolean isServed(TlsBench bench, SSLContext context, String version)
      throws IOException {
    try (SSLSocket client = bench.client(context, "web.example")) {
      client.setEnabledProtocols(new String[] {version});
      return client.getInputStream().read() == 'x';
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isServed(TlsBench bench, SSLContext context) throws IOException {
    return isServed(bench, context, "TLSv1.3");
  }

  @ParameterizedTest
  @CsvSource({
    "BEST, request, TLSv1.2",
    "BEST, request, TLSv1.3",
    "BEST, require, TLSv1.2",
    "BEST, require, TLSv1.3",
    "JDK, request, TLSv1.2",
    "JDK, request, TLSv1.3",
    "JDK, require, TLSv1.2",
    "JDK, require, TLSv1.3"
  })
  void goodOnesAreTakenAndToldOf(TlsBench.Engine engine, String auth, String version)
      throws Exception {
    try (TlsBench bench = bench(engine, auth)) {
      assertThat(isServed(bench, AUTHORITY.context(ALICE), version)).isTrue();
      EndedConnection ended = bench.awaitEnding();
      assertThat(ended.identity())
          .isEqualTo(new PeerIdentity("CN=alice", "dns:alice,email:a@b.example"));

      assertThat(isServed(bench, AUTHORITY.context(), version)).isEqualTo(auth.equals("request"));
      EndedConnection without = bench.awaitEnding();
      assertThat(without.identity()).isNull();
      assertThat(without.reason() == CloseReason.HANDSHAKE_FAILED)
          .isEqualTo(auth.equals("require"));
    }
  }

  /**
   * The tickets of TLS 1.3 hold the client's chain, and go ahead of the first bytes that weir has
   * for it, however many of these there are, or ahead of the end.
   */
  @ParameterizedTest
  @CsvSource({"BEST, x", "BEST, ''", "JDK, x", "JDK, ''"})
  void longTicketsLeaveRoomForWhatComesAfterThem(TlsBench.Engine engine, String bytes)
      throws Exception {
    CertificateBuilder builder = TestAuthority.builder("alice").ecp256();
    for (int i = 0; i < 100; i++) {
      builder.addSanRfc822Name("alice-%d@a-rather-long-name.example".formatted(i));
    }
    byte[] said = bytes.getBytes(StandardCharsets.US_ASCII);
    try (var saying = TestBackend.of(connection -> connection.getOutputStream().write(said));
        TlsBench bench =
            new TlsBench(engine, section("require", "session_tickets = true"), saying.port());
        SSLSocket client =
            bench.client(AUTHORITY.context(AUTHORITY.issue(builder)), "web.example")) {
      client.setEnabledProtocols(new String[] {"TLSv1.3"});
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @EnumSource
  void expiredOnesAreRefusedEvenIfNoneIsNeeded(TlsBench.Engine engine) throws Exception {
    Instant past = Instant.now().minus(3, ChronoUnit.DAYS);
    X509Bundle expired =
        AUTHORITY.issue(
            TestAuthority.builder("old")
                .ecp256()
                .notBefore(past.minus(1, ChronoUnit.DAYS))
                .notAfter(past));
    try (TlsBench bench = bench(engine, "request")) {
      assertThat(isServed(bench, AUTHORITY.context(expired))).isFalse();
      EndedConnection ended = bench.awaitEnding();
      assertThat(ended.reason()).isEqualTo(CloseReason.HANDSHAKE_FAILED);
      assertThat(ended.identity()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void revokedOnesAreRefusedFromTheNewListOn(TlsBench.Engine engine) throws Exception {
    X509Bundle mallory = AUTHORITY.issue("mallory");
    Path list = AUTHORITY.writeRevoked(folder.resolve("ca.crl"), mallory);
    try (TlsBench bench = bench(engine, "require", "client_crl_path = \"" + list + '"')) {
      assertThat(isServed(bench, AUTHORITY.context(mallory))).isFalse();
      assertThat(bench.awaitEnding().reason()).isEqualTo(CloseReason.HANDSHAKE_FAILED);
      assertThat(isServed(bench, AUTHORITY.context(ALICE))).isTrue();

      AUTHORITY.writeRevoked(list, ALICE);
      await().until(() -> !isServed(bench, AUTHORITY.context(ALICE)));
      assertThat(isServed(bench, AUTHORITY.context(mallory))).isTrue();
    }
  }

  @Test
  void otherAuthoritiesAreTakenUpAndGarbageIsRefusedWithALine() throws Exception {
    TestAuthority other = TestAuthority.create();
    X509Bundle bob = other.issue("bob");
    try (CapturedLog log = new CapturedLog("io.weir.core.certificate");
        TlsBench bench = bench(TlsBench.Engine.BEST, "require")) {
      assertThat(isServed(bench, AUTHORITY.context(bob))).isFalse();

      TestAuthority.replace(ca, "garbage");
      await().until(() -> !log.warnings().isEmpty());
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .isEqualTo(
              "servers.web.tls: file \"%s\" (expected: a certificate chain in PEM); the one before stays",
              ca);
      assertThat(isServed(bench, AUTHORITY.context(ALICE))).isTrue();

      other.writeRoot(folder);
      await().until(() -> isServed(bench, AUTHORITY.context(bob)));
      assertThat(isServed(bench, AUTHORITY.context(ALICE))).isFalse();
    }
  }

  @Test
  void filesThatCannotBeUsedStopTheStart() throws Exception {
    Path list = Files.writeString(folder.resolve("ca.crl"), "garbage");
    assertThatThrownBy(
            () -> bench(TlsBench.Engine.BEST, "require", "client_crl_path = \"" + list + '"'))
        .isInstanceOf(SectionException.class)
        .hasMessageContaining(
            "tls.client_crl_path (expected: a certificate revocation list in PEM or DER)");
    Files.delete(ca);
    assertThatThrownBy(() -> bench(TlsBench.Engine.BEST, "require"))
        .isInstanceOf(SectionException.class)
        .hasMessageContaining("tls.client_ca_cert_path (expected: a file;");
  }

  @Test
  void whatIsToldOfAClientIsBoundedAndUnambiguous() {
    X509Bundle odd =
        AUTHORITY.issue(
            TestAuthority.builder("odd")
                .ecp256()
                .subject("CN=" + "x".repeat(2000))
                .addSanRfc822Name("a,dns:admin\\@b.example"));
    PeerIdentity identity = PeerIdentity.of(odd.getCertificate());
    assertThat(identity.subject()).hasSize(PeerIdentity.MOST).endsWith("x\u2026");
    assertThat(identity.alternatives()).isEqualTo("dns:odd,email:a\\,dns:admin\\\\@b.example");
  }
}
