package io.weir.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.app.OperatorException;
import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.TestCertificate;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsFilesTest {
  private static TestCertificate certificate;

  @TempDir private Path folder;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    certificate = TestCertificate.in(folder);
  }

  @Test
  void servesHttps() throws Exception {
    var tls = TlsFiles.read("api.tls", certificate.certificate(), certificate.key());
    try (TestServer server =
            new TestServer(HttpBounds.STANDARD, TestServer.NAME_AND_TOKENS, false, tls);
        SSLSocket socket =
            (SSLSocket)
                certificate.context().getSocketFactory().createSocket("localhost", server.port());
        RawHttp client = RawHttp.over(socket)) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.ask("GET", "/open").body()).isEqualTo("open");
        assertThat(client.ask("GET", "/scope", "Authorization: Bearer looker").body())
            .isEqualTo("READ");
      }
      assertThat(
              client
                  .askWithBody(
                      "POST", "/things/x", "a".repeat(100_000), "Authorization: Bearer doer")
                  .body())
          .isEqualTo("got 100000");
    }
  }

  @Test
  void whoSpeaksNoTlsIsClosed() throws Exception {
    var tls = TlsFiles.read("api.tls", certificate.certificate(), certificate.key());
    try (TestServer server = new TestServer(TestServer.SMALL, Authenticator.OPEN, false, tls);
        Socket plain = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port());
        RawHttp silent = server.connect()) {
      plain.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
      assertThat(new String(plain.getInputStream().readAllBytes(), UTF_8))
          .as("an alert at most")
          .doesNotContain("HTTP");
      assertThat(silent.isEndedByPeer()).isTrue();
    }
  }

  @Test
  void aFileThatCannotBeUsedIsNamedWithItsKey() throws Exception {
    Path missing = folder.resolve("missing.pem");
    Path noPem = Files.writeString(folder.resolve("no.pem"), "hello");
    refused("api.tls.cert_path: \"" + missing + "\"", missing, certificate.key());
    refused("api.tls.key_path: \"" + missing + "\"", certificate.certificate(), missing);
    refused("api.tls.cert_path: \"" + noPem + "\"", noPem, certificate.key());
    refused("api.tls.key_path: \"" + noPem + "\"", certificate.certificate(), noPem);
    refused(
        "api.tls.cert_path: \"" + certificate.key() + "\"", certificate.key(), certificate.key());
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    TestCertificate other = TestCertificate.in(folder);
    refused("api.tls.key_path: \"" + other.key() + "\"", certificate.certificate(), other.key());
  }

  private static void refused(String beginning, Path chain, Path key) {
    assertThatThrownBy(() -> TlsFiles.read("api.tls", chain, key))
        .isInstanceOf(OperatorException.class)
        .hasMessageStartingWith(beginning);
  }
}
