package io.weir.plugin.http;

import static io.weir.testkit.backend.CheckTargets.LONG;
import static io.weir.testkit.backend.CheckTargets.localhost;
import static io.weir.testkit.backend.CheckTargets.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.Secret;
import io.weir.api.health.HealthCheck;
import io.weir.api.web.WebAccess;
import io.weir.plugin.http.HttpCheckConfig.Method;
import io.weir.testkit.backend.TestHttpServer;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked, and what counts as healthy. */
class HttpCheckTest extends Checking {
  private final TestHttpServer server = keep(new TestHttpServer("all is well"));
  private final int port = URI.create(server.url()).getPort();

  @Test
  void byDefaultWhatIsNoErrorIsHealthy() throws Exception {
    HealthCheck check = http(HttpConfigs.plain());
    assertHealthy(check, localhost(port));
    assertThat(server.lastTarget()).isEqualTo("/");
    assertThat(server.lastHeader("Host")).isEqualTo("localhost");
    assertThat(server.lastHeader("User-Agent")).isEqualTo("weir");

    server.answer(204, "");
    assertHealthy(check, localhost(port));
    server.answer(503, "");
    assertUnhealthy(check, localhost(port), "HTTP status 503 (expected: 200-399)");
    server.answer(404, "");
    assertUnhealthy(check, localhost(port), "HTTP status 404 (expected: 200-399)");
  }

  @Test
  void aRedirectIsAStatusAndNotFollowed() throws Exception {
    server.answer(302, "", Map.of("Location", server.url() + "login"));
    assertHealthy(http(HttpConfigs.plain()), localhost(port));
    assertThat(server.requests()).isEqualTo(1);
    assertUnhealthy(
        http(HttpConfigs.plain().withStatus("200-299", "401")),
        localhost(port),
        "HTTP status 302 (expected: 200-299, 401)");
  }

  @Test
  void listedStatusesAreHealthy() throws Exception {
    HealthCheck check = http(HttpConfigs.plain().withStatus("200-299", "401"));
    server.answer(401, "");
    assertHealthy(check, localhost(port));
    server.answer(299, "");
    assertHealthy(check, localhost(port));
  }

  @Test
  void theRequestIsAsConfigured() throws Exception {
    assertHealthy(
        http(HttpConfigs.plain().withPath("/health%20now?deep=1&x=%23")),
        target("web.example.org", port, LONG));
    assertThat(server.lastTarget()).isEqualTo("/health%20now?deep=1&x=%23");
    assertThat(server.lastHeader("Host")).isEqualTo("web.example.org");

    assertHealthy(
        http(HttpConfigs.plain().withHost("other.example.org:8080").with(Method.HEAD)),
        localhost(port));
    assertThat(server.lastHeader("Host")).isEqualTo("other.example.org:8080");

    assertHealthy(http(HttpConfigs.plain().with(Method.POST)), localhost(port));
    assertThat(server.lastHeader("Content-length")).isEqualTo("0");
    assertHealthy(http(HttpConfigs.plain()), target("::1", port, LONG));
    assertThat(server.lastHeader("Host")).isEqualTo("[::1]");
  }

  @Test
  void credentialsAndHeadersAreSent() throws Exception {
    WebAccess basic =
        new WebAccess(
            Map.of("X-Api-Key", new Secret("s3cret")),
            Optional.of("Aladdin"),
            Optional.of(new Secret("open sesame")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    assertHealthy(http(HttpConfigs.plain().with(basic)), localhost(port));
    assertThat(server.lastHeader("X-Api-Key")).isEqualTo("s3cret");
    // The example of RFC 7617, 2.
    assertThat(server.lastHeader("Authorization")).isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");

    WebAccess bearer =
        HttpConfigs.access(
            Map.of(),
            Optional.of(new Secret("t0ken")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertHealthy(http(HttpConfigs.plain().with(bearer)), localhost(port));
    assertThat(server.lastHeader("Authorization")).isEqualTo("Bearer t0ken");
  }

  @Test
  void theBodyIsLookedAt() throws Exception {
    assertHealthy(http(HttpConfigs.plain().withBody("is well")), localhost(port));
    assertHealthy(http(HttpConfigs.plain().withPattern("^all .* well$")), localhost(port));
    server.answer(200, "database is away");
    assertUnhealthy(
        http(HttpConfigs.plain().withBody("is well")),
        localhost(port),
        "the body does not have http_body in it");
    assertUnhealthy(
        http(HttpConfigs.plain().withPattern("^all .* well$")),
        localhost(port),
        "the body does not match http_body_regexp");
    server.answer(204, "");
    assertUnhealthy(
        http(HttpConfigs.plain().withBody("is well")),
        localhost(port),
        "the body does not have http_body in it");
  }

  @Test
  void theEndOfALongBodyIsNotLookedAt() throws Exception {
    server.answer(200, "x".repeat(HttpCheck.BODY_LIMIT - 2) + "ok and more");
    assertHealthy(http(HttpConfigs.plain().withBody("ok")), localhost(port));
    assertUnhealthy(
        http(HttpConfigs.plain().withBody("more")),
        localhost(port),
        "the body does not have http_body in it");
  }

  @Test
  void noExpressionTakesLong() throws Exception {
    server.answer(200, "a".repeat(HttpCheck.BODY_LIMIT));
    assertUnhealthy(
        http(HttpConfigs.plain().withPattern("^(a+)+b$|(a|aa)+b")),
        localhost(port),
        "the body does not match http_body_regexp");
  }

  @Test
  void whereNobodyListensItSaysSo() throws Exception {
    server.close();
    HealthCheck check = http(HttpConfigs.plain());
    assertThatThrownBy(() -> check.check(localhost(port)))
        .hasMessageContaining("Connection refused");
  }
}
