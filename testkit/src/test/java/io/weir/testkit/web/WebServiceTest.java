package io.weir.testkit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import io.weir.api.web.ClientTls;
import io.weir.api.web.WebAnswer;
import io.weir.api.web.WebService;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.plugin.TestPluginContext;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What api's {@link WebService} and {@link ClientTls} do, with real servers. */
class WebServiceTest {
  @TempDir Path folder;
  private TestPluginContext context;

  @BeforeEach
  void lend() {
    context = new TestPluginContext(folder);
  }

  @AfterEach
  void takeBack() {
    context.close();
  }

  private static String text(WebService service, String relative) throws Exception {
    try (WebAnswer answer = service.get(relative).ok()) {
      return new String(answer.bytes(100), StandardCharsets.UTF_8);
    }
  }

  @Test
  void sendsItsHeadersToAnAddressBelowTheBase() throws Exception {
    try (TestHttpServer server = new TestHttpServer("yes");
        WebService service =
            WebService.at(HttpUrl.parse(server.url() + "v1/"), context)
                .header("Accept", "text/plain")
                .basicAuthorization("ann", new Secret("pass"))
                .build()) {
      assertThat(text(service, "a%20b?c=d")).isEqualTo("yes");
      assertThat(server.lastTarget()).isEqualTo("/v1/a%20b?c=d");
      assertThat(server.lastHeader("Accept")).isEqualTo("text/plain");
      assertThat(server.lastHeader("Authorization")).isEqualTo("Basic YW5uOnBhc3M=");
    }
  }

  @Test
  void keepsItsCredentialsFromWhereItIsRedirected() throws Exception {
    try (TestHttpServer other = new TestHttpServer("elsewhere");
        TestHttpServer server = new TestHttpServer("");
        WebService service =
            WebService.at(HttpUrl.parse(server.url()), context)
                .bearer(new Secret("token"))
                .build()) {
      server.answer(302, "", Map.of("Location", other.url() + "there"));

      assertThat(text(service, "")).isEqualTo("elsewhere");
      assertThat(server.lastHeader("Authorization")).isEqualTo("Bearer token");
      assertThat(other.lastTarget()).isEqualTo("/there");
      assertThat(other.lastHeader("Authorization")).isEmpty();
    }
  }

  @Test
  void keepsTheCredentialsOfOneRequestFromWhereItIsRedirected() throws Exception {
    try (TestHttpServer other = new TestHttpServer("elsewhere");
        TestHttpServer server = new TestHttpServer("");
        WebService service = WebService.at(HttpUrl.parse(server.url()), context).build()) {
      server.answer(302, "", Map.of("Location", other.url()));

      service.send(service.request("").header("Authorization", "Bearer token").build()).close();

      assertThat(server.lastHeader("Authorization")).isEqualTo("Bearer token");
      assertThat(other.requests()).isEqualTo(1);
      assertThat(other.lastHeader("Authorization")).isEmpty();
    }
  }

  @Test
  void keepsItsCredentialsWhenRedirectedWithinTheServer() throws Exception {
    try (TestHttpServer server = new TestHttpServer("");
        WebService service =
            WebService.at(HttpUrl.parse(server.url()), context)
                .bearer(new Secret("token"))
                .build()) {
      server.answer(307, "", Map.of("Location", "/again"));

      assertThatThrownBy(() -> service.get(""))
          .isInstanceOf(IOException.class)
          .hasMessage(server.url() + " redirects more than 5 times");
      assertThat(server.lastTarget()).isEqualTo("/again");
      assertThat(server.lastHeader("Authorization")).isEqualTo("Bearer token");
      assertThat(server.requests()).isEqualTo(6);
    }
  }

  @Test
  void aRedirectThatCannotBeFollowedIsAnAnswer() throws Exception {
    try (TestHttpServer server = new TestHttpServer("");
        WebService service = WebService.at(HttpUrl.parse(server.url()), context).build()) {
      server.answer(302, "", Map.of("Location", "ftp://example.org/"));

      assertThatThrownBy(() -> service.get("").ok())
          .hasMessage(server.url() + " answers with HTTP status 302");
    }
  }

  @Test
  void limitsWhatItReads() throws Exception {
    try (TestHttpServer server = new TestHttpServer("x".repeat(101));
        WebService service = WebService.at(HttpUrl.parse(server.url()), context).build()) {
      assertThatThrownBy(() -> text(service, ""))
          .hasMessage(server.url() + " answers with more than 100 bytes");
    }
  }

  @Test
  void saysWhomItCannotReachAndNotAsWhom() throws Exception {
    String url;
    try (TestHttpServer server = new TestHttpServer("")) {
      url = server.url();
    }
    HttpUrl gone = HttpUrl.parse(url.replace("//", "//ann:pass@"));
    try (WebService service = WebService.at(gone, context).build()) {
      assertThatThrownBy(() -> service.get(""))
          .isInstanceOf(IOException.class)
          .hasMessage(url.replace("//", "//***@") + " cannot be connected to");
    }
  }

  @Test
  void showsItsCertificateToAServerOfAPrivateAuthority() throws Exception {
    TestAuthority authority = TestAuthority.create();
    var identity = authority.issue(TestAuthority.builder("local").addSanIpAddress("127.0.0.1"));
    PemFiles own = TestAuthority.write(folder, "client", authority.issue("client"));
    ClientTls tls =
        ClientTls.ofKeys(
            "engine_tls_",
            Optional.of(authority.writeRoot(folder)),
            Optional.of(own.certificate()),
            Optional.of(own.key()));

    try (TestHttpServer server = TestHttpServer.mutualTls("in", authority.context(identity))) {
      HttpUrl url = HttpUrl.parse(server.url());
      try (WebService service = WebService.at(url, context).tls(tls).build()) {
        assertThat(text(service, "")).isEqualTo("in");
      }
      try (WebService stranger = WebService.at(url, context).build()) {
        assertThatThrownBy(() -> stranger.get("")).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void takesAnyServerIfToldSo() throws Exception {
    TestAuthority authority = TestAuthority.create();
    PemFiles own = TestAuthority.write(folder, "client", authority.issue("client"));
    ClientTls verified =
        ClientTls.ofKeys(
            "engine_tls_",
            Optional.of(authority.writeRoot(folder)),
            Optional.of(own.certificate()),
            Optional.of(own.key()));

    try (TestHttpServer server =
        TestHttpServer.mutualTls("in", authority.context(authority.issue("another.name")))) {
      HttpUrl url = HttpUrl.parse(server.url());
      try (WebService service = WebService.at(url, context).tls(verified).build()) {
        assertThatThrownBy(() -> service.get("")).isInstanceOf(IOException.class);
      }
      try (WebService service = WebService.at(url, context).tls(verified.unverified()).build()) {
        assertThat(text(service, "")).isEqualTo("in");
      }
    }
  }

  @Test
  void namesTheKeyOfAFileThatCannotBeUsed() throws Exception {
    TestAuthority authority = TestAuthority.create();
    PemFiles own = TestAuthority.write(folder, "client", authority.issue("client"));
    Path text = Files.writeString(folder.resolve("text"), "no certificate");

    assertThatThrownBy(() ->
            context.clientTls(
                ClientTls.ofKeys(
                    "engine_tls_", Optional.of(text), Optional.empty(), Optional.empty())))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll("engine_tls_cacert_path", "PEM");
    assertThatThrownBy(() ->
            context.clientTls(
                ClientTls.ofKeys(
                    "engine_tls_",
                    Optional.empty(),
                    Optional.of(own.certificate()),
                    Optional.of(text))))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll("engine_tls_key_path", "private key");
    assertThatThrownBy(() ->
            ClientTls.ofKeys(
                "engine_tls_", Optional.empty(), Optional.of(own.certificate()), Optional.empty()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("engine_tls_cert_path");
  }
}
