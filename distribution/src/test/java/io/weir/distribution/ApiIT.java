package io.weir.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.RawHttp.Answer;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestCertificate;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API of the unpacked tarball. */
class ApiIT extends SystemTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String API = "api { enabled = true, bind = \"127.0.0.1:0\" }\n";

  private final TestBackend backend = TestBackend.named("a");
  private final TestBackend other = TestBackend.named("b");

  @AfterEach
  void stopBackends() {
    backend.close();
    other.close();
  }

  @Test
  void everyAnswerOfEveryRouteIsAsDescribed() throws Exception {
    try (WeirProcess weir = start(API + server(staticList(backend)));
        RawHttp api = api(weir)) {
      ApiDescription description = new ApiDescription(api.ask("GET", "/openapi.json").body());
      description.check("get /openapi.json", api.ask("GET", "/openapi.json"));
      for (String path :
          List.of(
              "/ping",
              "/health/live",
              "/health/ready",
              "/",
              "/dump",
              "/certificates",
              "/plugins",
              "/servers")) {
        Answer answer = api.ask("GET", path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        description.check("get " + path, answer);
      }
      for (String format : List.of("toml", "json", "hocon", "xml")) {
        description.check("get /dump", api.ask("GET", "/dump?format=" + format));
      }
      String one = "/servers/web/backends/" + backend.address();
      description.check("get /servers/{name}", api.ask("GET", "/servers/web"));
      description.check("get /servers/{name}/stats", api.ask("GET", "/servers/web/stats"));
      description.check("get /servers/{name}/backends", api.ask("GET", "/servers/web/backends"));
      description.check("get /servers/{name}/backends/{backend}", api.ask("GET", one));
      description.check(
          "patch /servers/{name}/backends/{backend}",
          api.askWithBody("PATCH", one, "{\"drain\": true, \"weight\": 5, \"enabled\": true}"));
      description.check(
          "patch /servers/{name}/backends/{backend}",
          api.askWithBody("PATCH", one, "{\"drain\": 1, \"wait\": 5}"));
      description.check("post /servers/{name}", api.askWithBody("POST", "/servers/n", section()));
      description.check("post /servers/{name}", api.askWithBody("POST", "/servers/n", section()));
      description.check("post /servers/{name}", api.askWithBody("POST", "/servers/m", "{}"));
      description.check("post /servers/{name}", api.askWithBody("POST", "/servers/m", "["));
      description.check("post /reload", api.ask("POST", "/reload"));
      description.check("post /reload", api.askWithBody("POST", "/reload", "{}"));
      api.askWithBody("POST", "/servers/n", section());
      description.check("delete /servers/{name}", api.ask("DELETE", "/servers/n"));
      description.check("delete /servers/{name}", api.ask("DELETE", "/servers/n"));
      for (String method : List.of("get", "patch", "post", "delete")) {
        for (String operation : description.operations()) {
          if (operation.startsWith(method + " ") && operation.contains("{")) {
            String path = operation.substring(method.length() + 1);
            description.check(
                operation,
                api.askWithBody(
                    method.toUpperCase(Locale.ROOT),
                    path.replace("{name}", "nobody").replace("{backend}", "a:1"),
                    "{}"));
          }
        }
      }
      Set<String> unseen = new TreeSet<>(description.operations());
      unseen.removeAll(description.seen());
      // They succeed where somebody issues: see ForeignCertificatesIT.
      assertThat(unseen)
          .containsExactly("post /certificates/{name}/renew", "post /certificates/{name}/revoke");
    }
  }

  @Test
  void tellsOfTheProcessInGobetweensShape() throws Exception {
    try (WeirProcess weir = start(API + server(staticList(backend)));
        RawHttp api = api(weir)) {
      Answer answer = api.ask("GET", "/");
      assertThat(answer.headers()).containsEntry("content-type", "application/json; charset=utf-8");
      assertThat(answer.body()).startsWith("{\n    \"pid\": " + weir.pid() + ",\n    \"time\": \"");
      JsonNode about = JSON.readTree(answer.body());
      OffsetDateTime time = OffsetDateTime.parse(about.get("time").stringValue());
      assertThat(OffsetDateTime.parse(about.get("startTime").stringValue())).isBefore(time);
      assertThat(about.get("uptime").stringValue()).matches("([0-9]+m)?[0-9.]+m?s");
      assertThat(about.get("configuration").get("kind").stringValue()).isEqualTo("file");
      assertThat(about.get("configuration").get("path").stringValue()).endsWith("weir.conf");
      assertThat(api.ask("GET", "/ping").body()).isEqualTo("OK");
    }
  }

  @Test
  void countsWhatGoesThrough() throws Exception {
    try (WeirProcess weir =
            start(API + server(staticLines(backend.address() + " weight=3 sni=x")));
        RawHttp api = api(weir);
        TestClient client = TestClient.connect(weir.port("web"))) {
      assertThat(client.readLine()).isEqualTo("a");
      assertThat(client.exchange("hello")).isEqualTo("hello");
      await()
          .untilAsserted(() -> {
            JsonNode stats = JSON.readTree(api.ask("GET", "/servers/web/stats").body());
            assertThat(stats.get("active_connections").intValue()).isEqualTo(1);
            assertThat(stats.get("tx_total").intValue()).isEqualTo(6);
            assertThat(stats.get("rx_total").intValue()).isEqualTo(8);
            JsonNode member = stats.get("backends").get(0);
            assertThat(member.get("port").isString()).isTrue();
            assertThat(member.get("weight").intValue()).isEqualTo(3);
            assertThat(member.get("sni").stringValue()).isEqualTo("x");
            assertThat(member.has("max_connections")).isFalse();
            JsonNode figures = member.get("stats");
            assertThat(figures.get("live").booleanValue()).isTrue();
            assertThat(figures.get("total_connections").intValue()).isEqualTo(1);
            assertThat(figures.get("active_connections").intValue()).isEqualTo(1);
            assertThat(figures.get("rx").intValue()).isEqualTo(8);
          });
    }
  }

  @Test
  void theSameWeirStartsFromItsDump() throws Exception {
    String auth = "api.basic_auth { login = admin, password = \"p\\\"w\" }\n";
    String basic = "Authorization: Basic " + base64("admin:p\"w");
    Map<String, Path> dumps = new TreeMap<>();
    String servers;
    try (WeirProcess weir = start(API + auth + server(staticList(backend)));
        RawHttp api = api(weir)) {
      assertThat(api.askWithBody("POST", "/servers/added%20one", section(), basic).status())
          .isEqualTo(200);
      for (String format : List.of("toml", "json", "hocon")) {
        String dump = api.ask("GET", "/dump?format=" + format, basic).body();
        dumps.put(format, write("dump." + format, dump));
      }
      servers = api.ask("GET", "/servers", basic).body();
      weir.stop();
    }
    for (Path dump : dumps.values()) {
      try (WeirProcess weir = command("-c", dump.toString()).start().awaitReady();
          RawHttp api = api(weir)) {
        assertThat(JSON.readTree(api.ask("GET", "/servers", basic).body()))
            .as("%s", dump)
            .isEqualTo(JSON.readTree(servers));
        assertThat(TestClient.nameOfBackend(weir.port("added one"))).isEqualTo("b");
        assertThat(TestClient.nameOfBackend(weir.port("web"))).isEqualTo("a");
      }
    }
  }

  @Test
  void serversComeAndGoWhileTrafficRunsOnOthers() throws Exception {
    try (WeirProcess weir = start(API + server(staticList(backend)));
        RawHttp api = api(weir);
        SteadyTraffic traffic = new SteadyTraffic(weir.port("web"))) {
      for (int i = 0; i < 20; i++) {
        String path = "/servers/s" + i;
        Answer added = api.askWithBody("POST", path, section());
        assertThat(added.body()).isEqualTo("null");
        int port = weir.port("s" + i);
        try (TestClient client = TestClient.connect(port)) {
          assertThat(client.readLine()).isEqualTo("b");
          assertThat(api.ask("DELETE", path).body()).isEqualTo("null");
          assertThat(client.isEndedByPeer()).isTrue();
        }
        assertThat(api.ask("GET", path).status()).isEqualTo(404);
        assertThat(api.ask("GET", path + "/stats").status()).isEqualTo(404);
        assertThat(api.ask("DELETE", path).status()).isEqualTo(404);
      }
      traffic.awaitMore(50);
      assertThat(traffic.end()).isEmpty();
    }
  }

  @Test
  void aServerThatCannotBeAddedIsRefusedWithTheReason() throws Exception {
    String table =
        """
        [                                       | 400 | not JSON, line 1
        {"bind": 1} x                           | 400 | not JSON
        "text"                                  | 400 | no JSON object
        {}                                      | 409 | servers.new.bind: missing
        {"bind": 5}                             | 409 | servers.new.bind: 5 (expected:
        {"bind": ":0", "discovery": {"kind": "nothing"}} | 409 | servers.new.discovery.kind
        {"bind": "TAKEN", "discovery": {"kind": "static", "static_list": ["a:1"]}} | 409 | servers.new.bind
        {"bind": ":0", "bnid": 1, "discovery": {"kind": "static", "static_list": ["a:1"]}} | 409 | Did you mean
        """;
    try (WeirProcess weir = start(API + server(staticList(backend)));
        RawHttp api = api(weir)) {
      for (String line : table.lines().toList()) {
        String[] row = line.split(" *\\| *", -1);
        String body = row[0].replace("TAKEN", "127.0.0.1:" + weir.port("web"));
        Answer answer = api.askWithBody("POST", "/servers/new", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(Integer.parseInt(row[1]));
        assertThat(answer.body()).contains(row[2].replace("\"", "\\\""));
        assertThat(answer.headers().get("content-type")).startsWith("application/json");
        assertThat(JSON.readTree(api.ask("GET", "/servers").body()).size()).as(line).isEqualTo(1);
      }
    }
  }

  @Test
  void aBackendIsTakenOutAndPutBack() throws Exception {
    try (WeirProcess weir = start(API + server(staticList(backend, other)));
        RawHttp api = api(weir)) {
      String path = "/servers/web/backends/" + backend.address();
      for (String out : List.of("{\"drain\": true}", "{\"enabled\": false}", "{\"weight\": 0}")) {
        assertThat(api.askWithBody("PATCH", path, out).status()).isEqualTo(200);
        await()
            .untilAsserted(() -> assertThat(reached(weir.port("web"), 20)).containsOnlyKeys("b"));
        api.askWithBody("PATCH", path, "{\"drain\": false, \"enabled\": true, \"weight\": null}");
        await().untilAsserted(() -> assertThat(reached(weir.port("web"), 20)).containsKey("a"));
      }
      assertThat(api.askWithBody("PATCH", "/servers/web/backends/[::1]:9", "{}").status())
          .isEqualTo(404);
      assertThat(api.askWithBody("PATCH", "/servers/web/backends/nonsense", "{}").status())
          .isEqualTo(400);
    }
  }

  @Test
  void answersWhileItDrainsAndIsNotReadyThen() throws Exception {
    try (WeirProcess weir = start("shutdown_timeout = 60s\n" + API + server(staticList(backend)));
        TestClient client = TestClient.connect(weir.port("web"));
        RawHttp api = api(weir)) {
      assertThat(client.readLine()).isEqualTo("a");
      await().until(() -> api.ask("GET", "/health/ready").status() == 200);
      weir.terminate();
      await().until(() -> api.ask("GET", "/health/ready").status() == 503);
      assertThat(api.ask("GET", "/health/live").status()).isEqualTo(200);
      assertThat(api.askWithBody("POST", "/servers/n", section()).status()).isEqualTo(503);
      assertThat(api.ask("GET", "/servers/web/stats").body()).contains("\"active_connections\": 1");
      client.close();
      assertThat(weir.awaitExit().exitCode()).isZero();
    }
  }

  @Test
  void whoMayWhatAndWhoSeesSecrets() throws Exception {
    Finished hashed = hashOf("right");
    String auth =
        """
        api.basic_auth { login = admin, password_hash = "%s" }
        api.tokens { look { token = looker }, do { token = doer, scope = write } }
        """
            .formatted(hashed.out().getFirst());
    try (WeirProcess weir = start(API + auth + server(staticList(backend)));
        RawHttp api = api(weir)) {
      for (String path : List.of("/ping", "/health/live", "/openapi.json")) {
        assertThat(api.ask("GET", path).status()).isEqualTo(200);
      }
      String right = "Authorization: Basic " + base64("admin:right");
      String wrong = "Authorization: Basic " + base64("admin:wrong");
      String looker = "Authorization: Bearer looker";
      String doer = "Authorization: Bearer doer";
      assertThat(api.ask("GET", "/dump").status()).isEqualTo(401);
      assertThat(api.ask("GET", "/dump", wrong).status()).isEqualTo(401);
      assertThat(api.ask("GET", "/dump", looker).body())
          .contains("***")
          .doesNotContain("looker", "doer", "pbkdf2");
      assertThat(api.ask("GET", "/dump", doer).body()).contains("looker", "doer", "pbkdf2");
      assertThat(api.ask("GET", "/dump", right).body()).contains("looker", "doer", "pbkdf2");
      assertThat(api.ask("DELETE", "/servers/web", looker).status()).isEqualTo(403);
      assertThat(api.ask("DELETE", "/servers/web", doer).status()).isEqualTo(200);
      assertThat(weir.out()).noneMatch(line -> line.contains("can change this weir"));
    }
  }

  @Test
  void anOpenApiForEverybodyIsWarnedAboutAtEveryStart() throws Exception {
    String api = "api { enabled = true, bind = \":0\" }\n";
    try (WeirProcess weir = start(api + server(staticList(backend)))) {
      assertThat(weir.out()).anyMatch(line -> line.contains("WARN") && line.contains("api.bind"));
    }
    try (WeirProcess weir = start(API + server(staticList(backend)))) {
      assertThat(weir.out()).noneMatch(line -> line.contains("WARN"));
    }
  }

  @Test
  void servesHttps() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    String tls =
        "api.tls { cert_path = \"%s\", key_path = \"%s\" }\n"
            .formatted(certificate.certificate(), certificate.key());
    try (WeirProcess weir = start(API + tls + server(staticList(backend)));
        SSLSocket socket =
            (SSLSocket)
                certificate
                    .context()
                    .getSocketFactory()
                    .createSocket("localhost", weir.servicePort("api"));
        RawHttp api = RawHttp.over(socket)) {
      assertThat(api.ask("GET", "/ping").body()).isEqualTo("OK");
    }
  }

  @Test
  void whatItCannotServeOnStopsTheStart() throws Exception {
    String taken = "api { enabled = true, bind = \"" + backend.address() + "\" }\n";
    Finished finished =
        command("-c", write("w.conf", taken + server(staticList(backend))).toString()).run();
    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err())
        .singleElement()
        .asString()
        .startsWith(
            "weir: "
                + folder.resolve("w.conf")
                + ":1  api.bind: cannot listen on "
                + backend.address());
  }

  @Test
  void withCorsBrowsersMayCall() throws Exception {
    try (WeirProcess weir = start(API + "api.cors = true\n" + server(staticList(backend)));
        RawHttp api = api(weir)) {
      assertThat(api.ask("GET", "/ping", "Origin: http://a.example").headers())
          .containsEntry("access-control-allow-origin", "*");
    }
  }

  private Finished hashOf(String password) throws Exception {
    Process process = new ProcessBuilder(HOME.launcher().toString(), "hash-password").start();
    process.getOutputStream().write((password + "\n").getBytes(UTF_8));
    process.getOutputStream().close();
    List<String> out = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    return new Finished(process.waitFor(), out, List.of());
  }

  private String section() {
    return "{\"bind\": \"127.0.0.1:0\", \"discovery\": {\"kind\": \"static\", \"static_list\": [\""
        + other.address()
        + "\"]}}";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  static RawHttp api(WeirProcess weir) throws IOException, InterruptedException {
    return RawHttp.connect(weir.servicePort("api"));
  }
}
