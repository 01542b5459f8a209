package io.weir.plugin.http;

import static io.weir.testkit.backend.CheckTargets.LONG;
import static io.weir.testkit.backend.CheckTargets.localhost;
import static io.weir.testkit.backend.CheckTargets.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.pkitesting.X509Bundle;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthTarget;
import io.weir.api.web.WebAccess;
import io.weir.plugin.http.HttpCheckConfig.Scheme;
import io.weir.plugin.http.HttpCheckConfig.Version;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.peer.WebServer;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Over TLS, and in both versions of HTTP. */
class HttpsCheckTest extends Checking {
  private static final String SAYS_ITS_VERSION =
      "location / { return 200 \"$server_protocol $host $ssl_server_name\"; }";

  private final TestAuthority authority = TestAuthority.create();

  private WebServer nginx(String listen, String server) throws IOException {
    Optional<Path> program = WebServer.program();
    assumeTrue(program.isPresent(), "nginx is not installed (Debian package nginx)");
    return keep(WebServer.start(program.orElseThrow(), folder, listen, server));
  }

  private WebServer securedNginx(String listen) throws IOException {
    PemFiles files = TestAuthority.write(folder, "server", authority.issue("web.example.org"));
    return nginx(
        listen,
        "ssl_certificate \"%s\"; ssl_certificate_key \"%s\"; %s"
            .formatted(files.certificate(), files.key(), SAYS_ITS_VERSION));
  }

  private HttpConfigs https() throws IOException {
    return HttpConfigs.https(authority.writeRoot(folder));
  }

  @Tag("peer")
  @Test
  void version2IsAgreedOnWithTls() throws Exception {
    WebServer server = securedNginx("ssl http2");
    assertHealthy(
        http(https().with(Version.HTTP_2).withBody("HTTP/2.0 web.example.org web.example.org")),
        target("web.example.org", server.port(), LONG));
    assertHealthy(
        http(https().withBody("HTTP/1.1 web.example.org web.example.org")),
        target("web.example.org", server.port(), LONG));
  }

  @Tag("peer")
  @Test
  void version2IsAssumedWithoutTls() throws Exception {
    WebServer server = nginx("http2", SAYS_ITS_VERSION);
    assertHealthy(
        http(HttpConfigs.plain().with(Version.HTTP_2).withBody("HTTP/2.0 a.example")),
        target("a.example", server.port(), LONG));
  }

  @Tag("peer")
  @Test
  void whatDoesNotAgreeOnVersion2IsUnhealthy() throws Exception {
    WebServer server = securedNginx("ssl");
    HealthCheck check = http(https().with(Version.HTTP_2));
    assertThatThrownBy(() -> check.check(target("web.example.org", server.port(), LONG)))
        .hasMessageContaining("no_application_protocol");
  }

  private int mutual(X509Bundle certificate) {
    TestHttpServer server = keep(TestHttpServer.mutualTls("well", authority.context(certificate)));
    return URI.create(server.url()).getPort();
  }

  private WebAccess showing(X509Bundle certificate) throws IOException {
    PemFiles own = TestAuthority.write(folder, "client", certificate);
    return HttpConfigs.access(
        Map.of(),
        Optional.empty(),
        Optional.of(authority.writeRoot(folder)),
        Optional.of(own.certificate()),
        Optional.of(own.key()));
  }

  @Test
  void aCertificateIsShownAndTheServersIsVerifiedForItsName() throws Exception {
    int port = mutual(authority.issue("web.example.org"));
    HealthCheck check = http(https().with(showing(authority.issue("weir"))));
    assertHealthy(check, target("web.example.org", port, LONG));
    assertThatThrownBy(() -> check.check(localhost(port)))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("localhost");
  }

  @Test
  void whatDoesNotKnowAlpnIsUnhealthyForVersion2() throws Exception {
    int port = mutual(authority.issue("web.example.org"));
    HealthCheck check = http(https().with(showing(authority.issue("weir"))).with(Version.HTTP_2));
    assertThatThrownBy(() -> check.check(target("web.example.org", port, LONG)))
        .hasMessageContaining("the server does not agree on HTTP/2 (ALPN)");
  }

  @Test
  void whoShowsNoCertificateIsNotLetIn() throws Exception {
    int port = mutual(authority.issue("web.example.org"));
    HealthCheck check = http(https());
    assertThatThrownBy(() -> check.check(target("web.example.org", port, LONG)))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
    int port = mutual(authority.issue("web.example.org"));
    HealthCheck check = http(HttpConfigs.https(TestAuthority.create().writeRoot(folder)));
    assertThatThrownBy(() -> check.check(target("web.example.org", port, LONG)))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("PKIX path");
  }

  @Test
  void plainHttpInPlaceOfTlsIsUnhealthy() throws Exception {
    TestHttpServer plain = keep(new TestHttpServer("well"));
    HealthCheck check = http(https());
    // It takes the hello for the beginning of a line, and waits for the rest.
    HealthTarget target =
        target("localhost", URI.create(plain.url()).getPort(), Duration.ofMillis(500));
    assertThatThrownBy(() -> check.check(target))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void aFileThatIsNotThereIsAWrongConfiguration() {
    assertThatThrownBy(() -> http(HttpConfigs.https(folder.resolve("none.crt")).with(Scheme.HTTPS)))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e -> assertThat(e.key()).isEqualTo("http_access.cacert_path"));
  }
}
