package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.peer.PeerProcess;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirHome;
import io.weir.testkit.process.WeirProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Certificates by a third party's issuer, responder and store: core with no ACME anywhere. */
class ForeignCertificatesIT extends SystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String API = "api { enabled = true, bind = \"127.0.0.1:0\" }\n";

  private static WeirHome home;

  private final TestBackend backend = TestBackend.named("a");
  private ForeignCertificates foreign;

  @BeforeAll
  static void dropPlugin(@TempDir Path shared) throws Exception {
    home = HOME.copyTo(shared.resolve("weir"));
    ForeignCertificates.dropInto(home, "their-authority", "their-way", "their-shelf");
  }

  @BeforeEach
  void makeAuthority() throws Exception {
    foreign = new ForeignCertificates(folder.resolve("foreign"));
  }

  @AfterEach
  void stopBackend() {
    backend.close();
  }

  private String acme(String more) {
    return """
    acme {
      issuer = their-authority
      challenge = their-way
      foreign_folder = "%1$s"
      store { kind = their-shelf, folder = "%1$s" }
      %2$s
    }
    """
        .formatted(folder.resolve("foreign"), more);
  }

  private String config(String more, String... hosts) {
    return API
        + Scraper.ON
        + acme(more)
        + server(
            "protocol = tls\ntls.acme_hosts = [\""
                + String.join("\", \"", hosts)
                + "\"]\n"
                + staticList(backend));
  }

  private String shown(WeirProcess weir, String name) throws Exception {
    return OpenSsl.shakeHands(weir.port("web"), foreign.root(), name);
  }

  private void awaitGood(WeirProcess weir, String name) {
    await().atMost(PATIENCE).until(() -> OpenSsl.isTrusted(shown(weir, name)));
  }

  private static JsonNode certificate(WeirProcess weir, int index) throws Exception {
    try (RawHttp api = ApiIT.api(weir)) {
      RawHttp.Answer answer = api.ask("GET", "/certificates");
      new ApiDescription(api.ask("GET", "/openapi.json").body()).check("get /certificates", answer);
      return new JsonMapper().readTree(answer.body()).get("web").get(index);
    }
  }

  /** Posts, and checks that the answer is as described. */
  private static int post(WeirProcess weir, String path) throws Exception {
    try (RawHttp api = ApiIT.api(weir)) {
      ApiDescription description = new ApiDescription(api.ask("GET", "/openapi.json").body());
      RawHttp.Answer answer = api.ask("POST", path);
      String route =
          path.replaceFirst("[?].*", "")
              .replaceFirst("^/certificates/[^/]+/", "/certificates/{name}/");
      description.check("post " + route, answer);
      return answer.status();
    }
  }

  @Test
  void theirCertificateIsServedAndKeptOverARestart() throws Exception {
    String config = config("", "a.example");
    String serial;
    try (WeirProcess weir = start(home, config)) {
      awaitGood(weir, "a.example");
      weir.awaitLine(line -> line.contains("cleaned up a.example"));
      JsonNode told = certificate(weir, 0);
      assertThat(told.get("source").stringValue()).isEqualTo("acme:a.example");
      assertThat(told.get("issuer").stringValue()).isEqualTo("CN=Foreign Authority");
      assertThat(told.get("acme").get("state").stringValue()).isEqualTo("valid");
      serial = told.get("serial").stringValue();
    }
    try (WeirProcess weir = start(home, config)) {
      assertThat(shown(weir, "a.example")).as("at once").matches(OpenSsl::isTrusted);
      assertThat(certificate(weir, 0).get("serial").stringValue()).isEqualTo(serial);
    }
    assertThat(foreign.lines("orders")).containsExactly("a.example");
    assertThat(foreign.entry("a.example")).content().contains("BEGIN PRIVATE KEY");
  }

  @Test
  void untilThereIsOneTheHandshakeIsRefused() throws Exception {
    foreign.holdOrders();
    try (WeirProcess weir = start(home, config("", "a.example"));
        Scraper scraper = Scraper.of(weir)) {
      weir.awaitLine(line -> line.contains("presented a.example"));

      assertThat(shown(weir, "a.example")).containsIgnoringCase("unrecognized name");
      assertThat(shown(weir, "b.example")).containsIgnoringCase("unrecognized name");
      assertThat(certificate(weir, 0).get("acme").get("state").stringValue()).isEqualTo("pending");
      assertThat(present(scraper)).isZero();

      foreign.letOrdersGo();
      awaitGood(weir, "a.example");
      assertThat(present(scraper)).isEqualTo(1);
    }
  }

  private static double present(Scraper scraper) throws Exception {
    return scraper
        .scrape()
        .value("weir_acme_certificate_present", "name", "a.example", "server", "web");
  }

  @Test
  void untilThereIsOneASelfSignedOneIsShownWhereThatIsAskedFor() throws Exception {
    foreign.holdOrders();
    try (WeirProcess weir = start(home, config("fallback = self-signed", "a.example"))) {
      assertThat(shown(weir, "a.example"))
          .contains("weir self-signed", "self-signed certificate")
          .doesNotContain("hostname mismatch");

      foreign.letOrdersGo();
      awaitGood(weir, "a.example");
    }
  }

  @Test
  void aReloadOrdersWhatItAddsAndNothingElse() throws Exception {
    try (WeirProcess weir = start(home, config("", "a.example"))) {
      awaitGood(weir, "a.example");

      replace("weir.conf", config("", "b.example"));
      assertThat(post(weir, "/reload")).isEqualTo(200);

      awaitGood(weir, "b.example");
      assertThat(foreign.lines("orders")).containsExactly("a.example", "b.example");
      assertThat(post(weir, "/certificates/a.example/renew")).isEqualTo(404);
      assertThat(foreign.lines("orders")).hasSize(2);
    }
  }

  @Test
  void itIsRenewedAndRevokedWhenAnOperatorSaysSo() throws Exception {
    try (WeirProcess weir = start(home, config("", "a.example"))) {
      awaitGood(weir, "a.example");
      String first = certificate(weir, 0).get("serial").stringValue();

      assertThat(post(weir, "/certificates/a.example/renew")).isEqualTo(200);
      await()
          .atMost(PATIENCE)
          .until(() -> !certificate(weir, 0).get("serial").stringValue().equals(first));
      String second = certificate(weir, 0).get("serial").stringValue();
      assertThat(post(weir, "/certificates/a.example/revoke?reason=key_compromise")).isEqualTo(200);
      await()
          .atMost(PATIENCE)
          .until(() -> !certificate(weir, 0).get("serial").stringValue().equals(second));

      assertThat(foreign.lines("revocations")).containsExactly("1");
      assertThat(foreign.lines("orders")).hasSize(3);
    }
  }

  @Test
  void aKillInTheMiddleOfAnOrderLeavesAStateThatGoesOn() throws Exception {
    foreign.holdOrders();
    String config = config("", "a.example");
    try (WeirProcess weir = start(home, config)) {
      weir.awaitLine(line -> line.contains("presented a.example"));
      weir.signal("KILL");
      weir.awaitExit();
    }
    foreign.letOrdersGo();

    try (WeirProcess weir = start(home, config)) {
      awaitGood(weir, "a.example");
    }
    assertThat(foreign.lines("orders")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", ""})
  void whatIsBrokenInTheStoreIsOrderedAnew(String content) throws Exception {
    Path entry = foreign.entry("a.example");
    Files.createDirectories(entry.getParent());
    Files.writeString(entry, content);

    try (WeirProcess weir = start(home, config("", "a.example"))) {
      awaitGood(weir, "a.example");
      assertThat(foreign.entry("broken/a.example")).hasContent(content);
    }
  }

  @Test
  void theCommandLineListsPlansRenewsAndRevokes() throws Exception {
    String config = config("", "a.example");
    String file = write("weir.conf", config).toString();
    assertThat(acme("list", file).out()).last().asString().contains("a.example", "none is kept");
    assertThat(acme("plan", file).out()).last().asString().matches("web +a.example +order");
    try (WeirProcess weir = start(home, config)) {
      awaitGood(weir, "a.example");
      assertThat(acme("list", file).out())
          .last()
          .asString()
          .matches("web +a.example +5 +20.*Z +CN=Foreign Authority");
      assertThat(acme("plan", file).out()).last().asString().contains("nothing; renew about 20");
      String first = certificate(weir, 0).get("serial").stringValue();
      String api = "http://127.0.0.1:" + weir.servicePort("api");

      assertThat(acme("renew", "a.example", "--api", api).exitCode()).isZero();
      await()
          .atMost(PATIENCE)
          .until(() -> !certificate(weir, 0).get("serial").stringValue().equals(first));
      assertThat(acme("revoke", "a.example", "--reason", "superseded", "--api", api).exitCode())
          .isZero();
      assertThat(foreign.lines("revocations")).containsExactly("4");

      Finished nobodys = acme("renew", "b.example", "--api", api + "/");
      assertThat(nobodys.exitCode()).isEqualTo(1);
      assertThat(nobodys.err())
          .singleElement()
          .asString()
          .contains("404", "no server lists", "b.example");
    }
    assertThat(acme("renew", "a.example", "--api", "http://127.0.0.1:1").err())
        .singleElement()
        .asString()
        .contains("http://127.0.0.1:1/certificates/a.example/renew: it cannot be connected to");
    assertThat(acme("renew", "a.example", "--reason", "superseded").exitCode()).isEqualTo(2);
  }

  private Finished acme(String... words) throws Exception {
    String[] all = new String[words.length + 1];
    all[0] = "acme";
    System.arraycopy(words, 0, all, 1, words.length);
    return command(home, all).run();
  }

  /** Under the names that a configuration means when it says nothing else. */
  @Test
  void theyReplaceOursAndAnswerOnOurSockets() throws Exception {
    WeirHome other = HOME.copyTo(folder.resolve("other"));
    ForeignCertificates.dropInto(other, "acme", "http", "file");
    ForeignCertificates named = new ForeignCertificates(folder.resolve("named"));
    named.holdOrders();
    int port = PeerProcess.freePort();
    String config =
        """
        plugins.replace { "issuer/acme" = foreign, "challenge/http" = foreign, "store/file" = foreign }
        acme {
          foreign_folder = "%1$s"
          store.folder = "%1$s"
          http_bind = "127.0.0.1:%2$d"
          http_redirect = true
        }
        """
                .formatted(folder.resolve("named"), port)
            + server("protocol = tls\ntls.acme_hosts = [a.example]\n" + staticList(backend));
    String answer = "/.well-known/acme-challenge/t0ken";
    try (WeirProcess weir = start(other, config)) {
      weir.awaitLine(line -> line.contains("presented a.example"));
      assertThat(asked(port, answer).body()).isEqualTo("t0ken.thumb");

      named.letOrdersGo();
      await()
          .atMost(PATIENCE)
          .until(() ->
              OpenSsl.isTrusted(OpenSsl.shakeHands(weir.port("web"), named.root(), "a.example")));
      assertThat(asked(port, answer).status()).isEqualTo(301);
      assertThat(asked(port, "/x").headers()).containsEntry("location", "https://localhost/x");

      Finished second = command(other, "-c", write("second.conf", config).toString()).run();
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err())
          .singleElement()
          .asString()
          .contains("second.conf:5  acme.http_bind: cannot listen on 127.0.0.1:" + port);
    }
  }

  private static RawHttp.Answer asked(int port, String path) throws Exception {
    try (RawHttp client = RawHttp.connect(port)) {
      return client.ask("GET", path);
    }
  }

  @Test
  void aKeyThatAPluginDoesNotKnowIsNamed() throws Exception {
    Finished finished =
        command(home, "check", write("w.conf", config("emial = x", "a")).toString()).run();

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err()).singleElement().asString().contains("acme.emial: unknown key");
  }
}
