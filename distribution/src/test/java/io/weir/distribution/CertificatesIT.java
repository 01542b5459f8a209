package io.weir.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Several certificates of one server, as OpenSSL sees them, and what is told of them. */
class CertificatesIT extends SystemTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final Pattern SUBJECT = Pattern.compile("(?m)^subject=CN ?= ?(.*)$");
  private static final Pattern SERIAL = Pattern.compile("(?m)^serial=([0-9A-F]+)$");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Path ca;

  @BeforeEach
  void writeAuthority() throws Exception {
    ca = AUTHORITY.writeRoot(folder);
  }

  private String shown(WeirProcess weir, String name) throws Exception {
    return shown(weir.port("web"), name);
  }

  private String shown(int port, String name) throws Exception {
    String output = OpenSsl.shakeHands(port, ca, name);
    Matcher subject = SUBJECT.matcher(output);
    assertThat(subject.find()).as(output).isTrue();
    return subject.group(1);
  }

  @Test
  void eachNameGetsItsOwnAndAllAreToldOf() throws Exception {
    PemFiles web = TestAuthority.write(folder, "web", AUTHORITY.issue("web.example"));
    PemFiles shop = TestAuthority.write(folder, "shop", AUTHORITY.issueRsa("shop.example"));
    Path more = Files.createDirectory(folder.resolve("more"));
    X509Bundle any = AUTHORITY.issue("*.any.example");
    TestAuthority.write(more, "any", any);
    String tls =
        """
        protocol = tls
        tls {
          cert_path = "%s", key_path = "%s", certificates_folder = "%s"
          certificates = [{ cert_path = "%s", key_path = "%s" }]
        }
        """
            .formatted(web.certificate(), web.key(), more, shop.certificate(), shop.key());
    try (var backend = TestBackend.named("a");
        WeirProcess weir =
            start(
                "api { enabled = true, bind = \"127.0.0.1:0\" }\n"
                    + Scraper.ON
                    + server(tls + staticList(backend)));
        RawHttp api = ApiIT.api(weir);
        Scraper scraper = Scraper.of(weir)) {
      assertThat(shown(weir, "web.example")).isEqualTo("web.example");
      assertThat(shown(weir, "nobody.example")).isEqualTo("web.example");
      assertThat(shown(weir, "shop.example")).isEqualTo("shop.example");
      assertThat(shown(weir, "www.any.example")).isEqualTo("*.any.example");

      RawHttp.Answer answer = api.ask("GET", "/certificates");
      new ApiDescription(api.ask("GET", "/openapi.json").body()).check("get /certificates", answer);
      JsonNode certificates = new JsonMapper().readTree(answer.body()).get("web");
      assertThat(certificates.values())
          .extracting(node -> node.get("names").get(0).stringValue())
          .containsExactly("web.example", "shop.example", "*.any.example");
      JsonNode last = certificates.get(2);
      Instant end = any.getCertificate().getNotAfter().toInstant();
      assertThat(last.get("source").stringValue()).isEqualTo(more.resolve("any.crt").toString());
      assertThat(Instant.parse(last.get("not_after").stringValue())).isEqualTo(end);
      assertThat(last.get("days_left").asLong())
          .isEqualTo(Duration.between(Instant.now(), end).toDays());
      assertThat(
              scraper
                  .scrape()
                  .value(
                      "weir_certificate_not_after_timestamp_seconds",
                      "server",
                      "web",
                      "source",
                      more.resolve("any.crt").toString()))
          .isEqualTo((double) end.getEpochSecond());
    }
  }

  @Test
  void aNewOneIsServedWithoutAReloadAndABadOneIsRefused() throws Exception {
    PemFiles web = TestAuthority.write(folder, "web", AUTHORITY.issue("web.example"));
    String tls =
        "protocol = tls\ntls { cert_path = \"%s\", key_path = \"%s\" }\n"
            .formatted(web.certificate(), web.key());
    try (var backend = TestBackend.named("a");
        WeirProcess weir = startServer(tls + staticList(backend))) {
      X509Bundle next = AUTHORITY.issue("web.example");
      TestAuthority.write(folder, "web", next);
      String serial = next.getCertificate().getSerialNumber().toString(16);
      await().atMost(PATIENCE).until(() -> serial(weir).equalsIgnoreCase(serial));

      Files.writeString(web.key(), AUTHORITY.issue("web.example").getPrivateKeyPEM());
      String line = weir.awaitLine(said -> said.contains("the one before stays"));
      assertThat(line)
          .contains("WARN")
          .contains(
              "servers.web.tls: certificate file \"%s\" (expected: the private key of %s)"
                  .formatted(web.key(), web.certificate()));
      assertThat(serial(weir)).isEqualToIgnoringCase(serial);
    }
  }

  private String serial(WeirProcess weir) throws Exception {
    String output = OpenSsl.shakeHands(weir.port("web"), ca, "web.example");
    Path shown = write("shown.pem", output);
    Process process =
        new ProcessBuilder(
                "openssl", "x509", "-in", shown.toString(), "-noout", "-serial", "-checkend", "0")
            .redirectErrorStream(true)
            .start();
    Matcher serial = SERIAL.matcher(new String(process.getInputStream().readAllBytes(), UTF_8));
    assertThat(serial.find()).as(output).isTrue();
    return serial.group(1).replaceFirst("^0+", "");
  }

  /** Each configuration on the page as a server of one weir, with files where it expects them. */
  @Test
  void everyConfigurationOnThePageServes() throws Exception {
    TestAuthority.write(folder, "web", AUTHORITY.issue("web.example"));
    Path shop = Files.createDirectories(folder.resolve("letsencrypt/live/shop.example"));
    X509Bundle bundle = AUTHORITY.issue("shop.example");
    Files.writeString(shop.resolve("fullchain.pem"), bundle.getCertificatePathPEM());
    Files.writeString(shop.resolve("privkey.pem"), bundle.getPrivateKeyPEM());
    TestAuthority.write(
        Files.createDirectory(folder.resolve("certificates")), "b", AUTHORITY.issue("b.example"));
    Files.copy(ca, folder.resolve("clients-ca.crt"));
    Files.copy(ca, folder.resolve("backends-ca.crt"));
    AUTHORITY.writeRevoked(folder.resolve("clients.crl"));
    write("tickets.keys", TicketsIT.newKey() + "\n");
    List<String> blocks = DocsPage.named("tls.md").configurations();
    assertThat(blocks).hasSizeGreaterThan(1);
    StringBuilder config = new StringBuilder();
    for (int i = 0; i < blocks.size(); i++) {
      assertThat(blocks.get(i)).startsWith("servers.web {");
      config.append(
          blocks
              .get(i)
              .replace("servers.web {", "servers.block" + i + " {")
              .replace("\":443\"", "\"127.0.0.1:0\"")
              .replace("\"/etc/weir/", "\"" + folder + "/")
              .replace("\"/etc/letsencrypt/", "\"" + folder + "/letsencrypt/"));
    }
    try (WeirProcess weir = start(config.toString())) {
      for (int i = 0; i < blocks.size(); i++) {
        String block = blocks.get(i);
        int port = weir.port("block" + i);
        assertThat(shown(port, "web.example")).as(block).isEqualTo("web.example");
        assertThat(shown(port, "shop.example"))
            .as(block)
            .isEqualTo(block.contains("shop") ? "shop.example" : "web.example");
        assertThat(shown(port, "b.example"))
            .as(block)
            .isEqualTo(block.contains("_folder") ? "b.example" : "web.example");
      }
    }
  }
}
