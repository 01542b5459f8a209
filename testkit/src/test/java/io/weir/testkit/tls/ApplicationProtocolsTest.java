package io.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.X509Bundle;
import io.weir.core.connection.CloseReason;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** ALPN with clients, with backends, and passed on between them; by both engines. */
@Timeout(60)
class ApplicationProtocolsTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final X509Bundle BACKEND =
      AUTHORITY.issue(TestAuthority.builder("backend").addSanIpAddress("127.0.0.1").ecp256());

  @TempDir Path folder;

  private PemFiles files;
  private TestBackend plain;
  private SSLServerSocket secure;

  /** What backends have agreed on. */
  private final BlockingQueue<String> agreed = new LinkedBlockingQueue<>();

  @BeforeEach
  void begin() throws IOException {
    files = TestAuthority.write(folder, "web", AUTHORITY.issue("web.example"));
    plain = TestBackend.of(Behaviour.closesImmediately());
    secure = AUTHORITY.listening(BACKEND);
  }

  @AfterEach
  void end() throws IOException {
    plain.close();
    secure.close();
  }

  private TlsBench terminating(TlsBench.Engine engine, String keys) throws IOException {
    return new TlsBench(engine, Section.tls(files, keys), plain.port());
  }

  private TlsBench onBothSides(TlsBench.Engine engine, String keys) throws IOException {
    return new TlsBench(
        engine,
        Section.tls(
            files,
            "backends_tls.root_ca_cert_path = \"" + AUTHORITY.writeRoot(folder) + "\"\n" + keys),
        secure.getLocalPort());
  }

  private static List<String> list(String protocols) {
    return protocols.isEmpty() ? List.of() : List.of(protocols.split(" ", -1));
  }

  /** Backends that speak some protocols; what each connection agreed on is noted. */
  private void serve(String protocols) {
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setApplicationProtocols(list(protocols).toArray(String[]::new));
    secure.setSSLParameters(parameters);
    Thread.startVirtualThread(() -> {
      while (!secure.isClosed()) {
        try {
          SSLSocket server = (SSLSocket) secure.accept();
          Thread.startVirtualThread(() -> answer(server));
        } catch (IOException _) {
          // It was closed.
        }
      }
    });
  }

  private void answer(SSLSocket server) {
    try (server) {
      server.startHandshake();
      agreed.add(server.getApplicationProtocol());
      server.getOutputStream().write('x');
    } catch (IOException _) {
      // Whatever it is, the client has it too.
    }
  }

  /** What a client that offers some protocols agrees on; the empty text for none. */
  private static String agree(TlsBench bench, String... protocols) throws IOException {
    try (SSLSocket client = bench.client(AUTHORITY.context(), "web.example")) {
      client.setSoTimeout(20_000);
      SSLParameters parameters = client.getSSLParameters();
      parameters.setApplicationProtocols(protocols);
      client.setSSLParameters(parameters);
      client.startHandshake();
      return client.getApplicationProtocol();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theServersOrderDecides(TlsBench.Engine engine) throws Exception {
    try (TlsBench bench = terminating(engine, "tls.alpn = [h2, \"http/1.1\"]")) {
      assertThat(agree(bench, "http/1.1", "h2")).isEqualTo("h2");
      assertThat(agree(bench, "gopher", "http/1.1")).isEqualTo("http/1.1");
      assertThat(agree(bench)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutACommonOneTheClientIsToldSo(TlsBench.Engine engine) throws Exception {
    try (TlsBench bench = terminating(engine, "tls.alpn = h2")) {
      assertThatThrownBy(() -> agree(bench, "gopher", "finger"))
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("no_application_protocol");
      bench.awaitEnded(CloseReason.HANDSHAKE_FAILED, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatNamesNonePassesOverWhatIsOffered(TlsBench.Engine engine) throws Exception {
    try (TlsBench bench = terminating(engine, "")) {
      assertThat(agree(bench, "h2")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void backendsAreOfferedAListOfTheirOwn(TlsBench.Engine engine) throws Exception {
    serve("gopher h2");
    try (TlsBench bench =
        onBothSides(engine, "tls.alpn = \"http/1.1\", backends_tls.alpn = [finger, h2, gopher]")) {
      assertThat(agree(bench, "http/1.1")).isEqualTo("http/1.1");
      assertThat(agreed.take()).isEqualTo("gopher");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BEST | h2 http/1.1 | http/1.1 h2 | http/1.1
          BEST | h2          | http/1.1 h2 | h2
          BEST | h2          | ''          | ''
          BEST | ''          | h2          | ''
          JDK  | h2 http/1.1 | http/1.1 h2 | http/1.1
          JDK  | h2          | http/1.1 h2 | h2
          JDK  | h2          | ''          | ''
          JDK  | ''          | h2          | ''
          """)
  void whatTheBackendChoosesIsAnswered(
      TlsBench.Engine engine, String offered, String spoken, String chosen) throws Exception {
    serve(spoken);
    try (TlsBench bench = onBothSides(engine, "tls.alpn = passthrough")) {
      assertThat(agree(bench, list(offered).toArray(String[]::new))).isEqualTo(chosen);
      assertThat(agreed.take()).isEqualTo(chosen);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBackendThatHasNoneOfThemIsNoRefusal(TlsBench.Engine engine) throws Exception {
    serve("h2");
    try (TlsBench bench = onBothSides(engine, "tls.alpn = passthrough")) {
      assertThatThrownBy(() -> agree(bench, "gopher"))
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("no_application_protocol");
      bench.awaitEnded(CloseReason.HANDSHAKE_FAILED, 1);
      assertThat(agree(bench, "h2")).isEqualTo("h2");
    }
  }

  /** More lists than are remembered, at the same time. */
  @ParameterizedTest
  @EnumSource
  void eachClientHasItsOwn(TlsBench.Engine engine) throws Exception {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add("p" + i);
    }
    serve(String.join(" ", all));
    try (TlsBench bench = onBothSides(engine, "tls.alpn = passthrough")) {
      List<CompletableFuture<String>> clients =
          all.stream()
              .map(protocol ->
                  CompletableFuture.supplyAsync(
                      () -> agreeUnchecked(bench, "q" + protocol, protocol),
                      Thread::startVirtualThread))
              .toList();
      assertThat(clients.stream().map(CompletableFuture::join)).isEqualTo(all);
    }
  }

  private static String agreeUnchecked(TlsBench bench, String... protocols) {
    try {
      return agree(bench, protocols);
    } catch (IOException e) {
      return "failed: " + e.getMessage();
    }
  }
}
