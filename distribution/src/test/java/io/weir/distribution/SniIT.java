package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import io.weir.testkit.tls.TlsBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routing by server name, by OpenSSL and Java's own TLS. */
class SniIT extends SystemTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String SHOP = "shop.example";
  private static final String MAIL = "mail.example";

  private Path ca;
  private TlsBackend shop;
  private TlsBackend mail;

  @BeforeEach
  void listen() throws IOException {
    ca = AUTHORITY.writeRoot(folder);
    shop = TlsBackend.with(AUTHORITY, AUTHORITY.issue(SHOP));
    mail = TlsBackend.with(AUTHORITY, AUTHORITY.issue(MAIL));
  }

  @AfterEach
  void close() throws IOException {
    shop.close();
    mail.close();
  }

  /** The configuration of the page in the docs, with addresses of this test. */
  @Test
  void backendsShakeHandsWithTheirOwnCertificates() throws Exception {
    String config =
        DocsPage.named("sni.md")
            .configurations()
            .getFirst()
            .replace("\":443\"", "\"127.0.0.1:0\"")
            .replace("10.0.0.1:443", shop.address())
            .replace("10.0.0.2:443", "127.0.0.2:" + shop.port())
            .replace("10.0.0.3:443", mail.address());
    assertThat(config).contains(MAIL).doesNotContain("10.0.0");
    try (WeirProcess weir = start(config)) {
      int port = weir.port("https");
      for (String name : new String[] {SHOP, MAIL}) {
        assertThat(OpenSsl.shakeHands(port, ca, name))
            .contains("CN = " + name)
            .contains("Verify return code: 0 (ok)");
        assertThat(greeting(port, name)).isEqualTo("CN=" + name);
      }
      assertThat(OpenSsl.agreed(OpenSsl.shakeHands(port, ca, "other.example")))
          .isEqualTo("nothing");
    }
  }

  @Test
  void aGobetweenFileRoutesByExpressions() throws Exception {
    Path file =
        write(
            "gobetween.toml",
            """
            [servers.https]
            bind = "127.0.0.1:0"
            protocol = "tcp"

              [servers.https.sni]
              read_timeout = "2s"
              hostname_matching_strategy = "regexp"
              unexpected_hostname_strategy = "default"

              [servers.https.discovery]
              kind = "static"
              static_list = ["%s sni=^(shop|store)\\\\.", "%s"]
            """
                .formatted(shop.address(), mail.address()));
    try (WeirProcess weir = command("-c", file.toString()).start().awaitReady()) {
      assertThat(greeting(weir.port("https"), SHOP)).isEqualTo("CN=" + SHOP);
      assertThat(greeting(weir.port("https"), MAIL)).isEqualTo("CN=" + MAIL);
    }
  }

  @Test
  void aServerThatSpeaksTlsItselfRoutesByTheSameName() throws Exception {
    PemFiles files =
        TestAuthority.write(folder, "web", AUTHORITY.issue(SHOP, MAIL, "other.example"));
    try (var a = TestBackend.named("a");
        var b = TestBackend.named("b");
        WeirProcess weir =
            startServer(
                """
                protocol = tls
                tls { cert_path = "%s", key_path = "%s" }
                sni { unexpected_hostname_strategy = reject }
                """
                        .formatted(files.certificate(), files.key())
                    + staticLines(a.address() + " sni=" + SHOP, b.address() + " sni=" + MAIL))) {
      assertThat(greeting(weir.port("web"), SHOP)).isEqualTo("a");
      assertThat(greeting(weir.port("web"), MAIL)).isEqualTo("b");
      assertThatThrownBy(() -> greeting(weir.port("web"), "other.example"))
          .isInstanceOf(IOException.class);
    }
  }

  /** The first line that a client reads which wants to see a certificate for a name. */
  private static String greeting(int port, String name) throws IOException {
    try (SSLSocket client =
        (SSLSocket)
            AUTHORITY
                .context()
                .getSocketFactory()
                .createSocket(
                    new java.net.Socket(InetAddress.getLoopbackAddress(), port),
                    name,
                    port,
                    true)) {
      var parameters = client.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      client.setSSLParameters(parameters);
      var reader =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      String line = reader.readLine();
      if (line == null) {
        throw new IOException("the connection ended before a line came");
      }
      return line;
    }
  }
}
