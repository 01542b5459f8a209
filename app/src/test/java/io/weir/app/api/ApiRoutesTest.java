package io.weir.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.app.OperatorException;
import io.weir.core.config.ConfigDifference;
import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.RawHttp.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Each route's good answer and each of its errors, through the real server. */
class ApiRoutesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String WEB =
      """
      servers.web {
        bind = "127.0.0.1:0"
        discovery { kind = static, static_list = ["127.0.0.1:9", "127.0.0.1:10"] }
      }
      """;
  private static final String SECTION =
      "{\"bind\": \"127.0.0.1:0\", \"discovery\": {\"kind\": \"static\", \"static_list\": []}}";
  private static final ConfigDifference CHANGED =
      new ConfigDifference(
          List.of("new"),
          List.of(),
          Map.of("web", List.of("max_connections")),
          List.of("dns"),
          List.of(),
          List.of("api.bind"),
          List.of("mine: changed, 1.0 to 1.1 (plugins/mine.jar)"));

  @TempDir Path folder;

  private TestApi open(Reloading reloading) throws Exception {
    return new TestApi(folder, WEB, reloading);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /ping | 200 | OK
          GET /health/live | 200 | "live"
          GET /health/ready | 200 | "ready"
          GET /openapi.json | 200 | "openapi"
          GET / | 200 | "version": "1.2.3"
          GET /dump | 200 | [servers.web]
          GET /dump?format=json | 200 | "servers": {
          GET /dump?format=xml | 400 | toml, json or hocon
          GET /dump?format=json&format=toml | 400 | given twice
          GET /certificates | 200 | {}
          POST /certificates | 405 | error
          POST /certificates/a.example/renew | 404 | no server lists \\"a.example\\" in tls.acme_hosts
          POST /certificates/a.example/revoke | 404 | no server lists
          POST /certificates/a.example/revoke?reason=x | 400 | one of cessation_of_operation, key_compromise
          GET /plugins | 200 | "plugins": [
          GET /servers | 200 | "web": {
          GET /servers/web | 200 | "bind": "127.0.0.1:0"
          GET /servers/nobody | 404 | there is no server \\"nobody\\"
          GET /servers/web/stats | 200 | "active_connections": 0
          GET /servers/nobody/stats | 404 | there is no server
          GET /servers/web/backends/127.0.0.1:9 | 200 | "enabled": true
          GET /servers/web/backends/127.0.0.1:11 | 404 | has no backend
          GET /servers/web/backends/127.0.0.1 | 400 | host:port
          GET /servers/web/backends/1.2.3:4 | 400 | an IPv4 address
          GET /servers/nobody/backends/127.0.0.1:9 | 404 | there is no server
          DELETE /servers/web | 200 | null
          DELETE /servers/nobody | 404 | there is no server
          GET /nothing | 404 | error
          PUT /servers/web | 405 | error
          DELETE /reload | 405 | error
          """)
  void callWithoutABody(String call, int status, String part) throws Exception {
    String[] words = call.split(" ", 2);
    try (TestApi api = open(() -> CHANGED);
        RawHttp client = api.connect()) {
      Answer answer = client.ask(words[0], words[1]);

      assertThat(answer.status()).as("%s", answer).isEqualTo(status);
      assertThat(answer.body()).contains(part);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          POST /servers/new | {} | 409 | servers.new.bind: missing
          POST /servers/new | [] | 400 | no JSON object
          POST /servers/new | {"a | 400 | not JSON, line 1
          POST /servers/new | {"bind": ":0", "bind": ":1"} | 400 | not JSON
          POST /servers/web | {"bind": "127.0.0.1:0"} | 409 | exists
          PATCH /servers/web/backends/127.0.0.1:9 | {"drain": true} | 200 | "drain": true
          PATCH /servers/web/backends/127.0.0.1:9 | {"enabled": false} | 200 | "enabled": false
          PATCH /servers/web/backends/127.0.0.1:9 | {"weight": 7} | 200 | "weight": 7
          PATCH /servers/web/backends/127.0.0.1:9 | {"weight": 7.5} | 400 | a whole number
          PATCH /servers/web/backends/127.0.0.1:9 | {"wait": 7} | 400 | unknown key
          PATCH /servers/web/backends/127.0.0.1:11 | {} | 404 | has no backend
          PATCH /servers/nobody/backends/127.0.0.1:9 | {} | 404 | there is no server
          POST /reload | {} | 400 | body (expected: none
          """)
  void callWithABody(String call, String body, int status, String part) throws Exception {
    String[] words = call.split(" ", 2);
    try (TestApi api = open(() -> CHANGED);
        RawHttp client = api.connect()) {
      Answer answer = client.askWithBody(words[0], words[1], body);

      assertThat(answer.status()).as("%s", answer).isEqualTo(status);
      assertThat(answer.body()).contains(part);
    }
  }

  @Test
  void serverThatIsAddedRunsUntilItIsRemoved() throws Exception {
    try (TestApi api = open(() -> CHANGED);
        RawHttp client = api.connect()) {
      assertThat(client.askWithBody("POST", "/servers/new", SECTION).body()).isEqualTo("null");
      assertThat(api.weir.server("new")).isPresent();
      assertThat(client.askWithBody("POST", "/servers/new", SECTION).status()).isEqualTo(409);

      assertThat(client.ask("DELETE", "/servers/new").status()).isEqualTo(200);
      assertThat(api.weir.server("new")).isEmpty();
      assertThat(client.ask("GET", "/servers/new").status()).isEqualTo(404);
    }
  }

  @Test
  void serverWhoseAddressIsTakenIsAConflict() throws Exception {
    try (TestApi api = open(() -> CHANGED);
        RawHttp client = api.connect();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Answer answer =
          client.askWithBody(
              "POST",
              "/servers/new",
              SECTION.replace("127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort()));

      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.body()).contains("servers.new.bind: cannot listen on");
      assertThat(api.weir.server("new")).isEmpty();
    }
  }

  @Test
  void reloadAnswersWhatWasChanged() throws Exception {
    try (TestApi api = open(() -> CHANGED);
        RawHttp client = api.connect()) {
      Answer answer = client.ask("POST", "/reload");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(JSON.readTree(answer.body()))
          .isEqualTo(
              JSON.readTree(
                  """
                  {"added": ["new"], "removed": [], "changed": {"web": ["max_connections"]},
                   "untouched": ["dns"], "live": [], "restart": ["api.bind"],
                   "plugins": ["mine: changed, 1.0 to 1.1 (plugins/mine.jar)"]}
                  """));
    }
  }

  @Test
  void reloadThatIsRefusedSaysWhy() throws Exception {
    try (TestApi api =
            open(() -> {
              throw new OperatorException(List.of("weir.conf:1  a", "weir.conf:2  b"));
            });
        RawHttp client = api.connect()) {
      Answer answer = client.ask("POST", "/reload");
      assertThat(answer.status()).isEqualTo(409);
      assertThat(JSON.readTree(answer.body()).get("problems"))
          .isEqualTo(JSON.readTree("[\"weir.conf:1  a\", \"weir.conf:2  b\"]"));
    }
  }

  @Test
  void whileWeirStopsItIsNotReadyAndNothingChanges() throws Exception {
    AtomicReference<TestApi> running = new AtomicReference<>();
    Reloading reloading =
        () -> {
          assertThat(running.get().weir.removeServer("web")).isTrue();
          return CHANGED;
        };
    try (TestApi api = open(reloading);
        RawHttp client = api.connect()) {
      running.set(api);
      api.weir.stop(Duration.ZERO);

      Answer ready = client.ask("GET", "/health/ready");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.body()).contains("draining");
      assertThat(client.ask("GET", "/health/live").status()).isEqualTo(200);
      assertThat(client.askWithBody("POST", "/servers/new", SECTION).status()).isEqualTo(503);
      assertThat(client.ask("DELETE", "/servers/web").status()).isEqualTo(503);
      assertThat(client.ask("POST", "/reload").status()).isEqualTo(503);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /servers/x",
        "DELETE /servers/web",
        "PATCH /servers/web/backends/127.0.0.1:9",
        "POST /reload"
      })
  void whatChangesSomethingNeedsScopeWrite(String call) throws Exception {
    String[] words = call.split(" ", 2);
    try (TestApi api = new TestApi(folder, WEB + TestApi.TOKENS, () -> CHANGED);
        RawHttp client = api.connect()) {
      assertThat(client.ask(words[0], words[1]).status()).isEqualTo(401);
      assertThat(client.ask(words[0], words[1], "Authorization: Bearer looks").status())
          .isEqualTo(403);
      assertThat(client.ask(words[0], words[1], "Authorization: Bearer does").status())
          .isNotIn(401, 403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/dump",
        "/servers",
        "/servers/web",
        "/servers/web/stats",
        "/servers/web/backends/127.0.0.1:9"
      })
  void whatTellsSomethingNeedsScopeReadAndHidesSecrets(String path) throws Exception {
    try (TestApi api = new TestApi(folder, WEB + TestApi.TOKENS, () -> CHANGED);
        RawHttp client = api.connect()) {
      assertThat(client.ask("GET", path).status()).isEqualTo(401);
      Answer answer = client.ask("GET", path, "Authorization: Bearer looks");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).doesNotContain("looks", "does\"");
    }
  }
}
