package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirHome;
import io.weir.testkit.process.WeirProcess;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Certificates by a third party's issuer, responder and store: core with no ACME anywhere. */
class ForeignCertificatesIT extends SystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String API = "api { enabled = true, bind = \"127.0.0.1:0\" }\n";

  private final TestBackend backend = TestBackend.named("a");
  private WeirHome home;
  private ForeignCertificates foreign;

  @BeforeEach
  void dropPlugin() throws Exception {
    home = HOME.copyTo(folder.resolve("weir"));
    foreign =
        new ForeignCertificates(
            home, folder.resolve("foreign"), "their-authority", "their-way", "their-shelf");
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
    await().atMost(PATIENCE).until(() -> isGood(shown(weir, name)));
  }

  /** Where no certificate is shown, OpenSSL has nothing to complain of. */
  private static boolean isGood(String output) {
    return output.contains("BEGIN CERTIFICATE") && output.contains("Verify return code: 0 (ok)");
  }

  private static JsonNode certificate(WeirProcess weir, int index) throws Exception {
    try (RawHttp api = ApiIT.api(weir)) {
      RawHttp.Answer answer = api.ask("GET", "/certificates");
      new ApiDescription(api.ask("GET", "/openapi.json").body()).check("get /certificates", answer);
      return new JsonMapper().readTree(answer.body()).get("web").get(index);
    }
  }

  private static int post(WeirProcess weir, String path) throws Exception {
    try (RawHttp api = ApiIT.api(weir)) {
      return api.ask("POST", path).status();
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
      assertThat(shown(weir, "a.example")).as("at once").matches(ForeignCertificatesIT::isGood);
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
}
