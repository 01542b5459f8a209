package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS with clients, by OpenSSL and curl. */
class TlsIT extends SystemTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String NAME = "web.example";

  private Path ca;
  private PemFiles ecdsa;
  private PemFiles rsa;

  @BeforeEach
  void makeCertificates() throws Exception {
    ca = AUTHORITY.writeRoot(folder);
    ecdsa = TestAuthority.write(folder, "ecdsa", AUTHORITY.issue(NAME));
    rsa = TestAuthority.write(folder, "rsa", AUTHORITY.issueRsa(NAME));
  }

  private static String tls(PemFiles files, String keys) {
    return """
    protocol = tls
    tls { cert_path = "%s", key_path = "%s", %s }
    """
        .formatted(files.certificate(), files.key(), keys);
  }

  private WeirProcess startTls(PemFiles files, String keys, TestBackend backend) throws Exception {
    return startServer(tls(files, keys) + staticList(backend));
  }

  @Test
  void curlGetsItsAnswer() throws Exception {
    try (var backend = new TestHttpServer("hello from behind");
        WeirProcess weir =
            startServer(tls(ecdsa, "") + staticLines(backend.url().split("/", -1)[2]))) {
      Process curl =
          new ProcessBuilder(
                  List.of(
                      "curl",
                      "-sS",
                      "--max-time",
                      "20",
                      "--cacert",
                      ca.toString(),
                      "--resolve",
                      NAME + ":" + weir.port("web") + ":127.0.0.1",
                      "https://" + NAME + ":" + weir.port("web") + "/"))
              .redirectErrorStream(true)
              .start();
      assertThat(curl.getInputStream().readAllBytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("hello from behind");
      assertThat(weir.out()).anyMatch(line -> line.contains("TLS engine: BoringSSL"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                   | -tls1_3 | TLSv1.3
          ''                                   | -tls1_2 | TLSv1.2
          ''                                   | -tls1_1 | nothing
          ''                                   | -tls1   | nothing
          max_version = tls1.2                 | -tls1_3 | nothing
          min_version = tls1.3                 | -tls1_2 | nothing
          min_version = tls1.1                 | -tls1_1 | TLSv1.0
          min_version = tls1.1                 | -tls1   | nothing
          min_version = tls1                   | -tls1   | TLSv1.0
          profile = modern                     | -tls1_3 | TLSv1.3
          profile = modern                     | -tls1_2 | nothing
          profile = intermediate               | -tls1_3 | TLSv1.3
          profile = intermediate               | -tls1_2 | TLSv1.2
          profile = intermediate               | -tls1_1 | nothing
          profile = old                        | -tls1_3 | TLSv1.3
          profile = old                        | -tls1_2 | TLSv1.2
          profile = old                        | -tls1_1 | TLSv1.0
          profile = old                        | -tls1   | TLSv1.0
          """)
  void versionsAreSpokenOrNot(String keys, String version, String agreed) throws Exception {
    try (var backend = TestBackend.named("a");
        WeirProcess weir = startTls(rsa, keys, backend)) {
      // OpenSSL calls the ciphers of TLS 1.0 and 1.1 by the version that they are from.
      String output =
          OpenSsl.shakeHands(weir.port("web"), ca, NAME, version, "-cipher", "DEFAULT:@SECLEVEL=0");
      assertThat(OpenSsl.agreed(output)).as(output).startsWith(agreed);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384                                    | TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384
          TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305                                     | TLSv1.2 ECDHE-RSA-CHACHA20-POLY1305
          TLS_RSA_WITH_AES_128_CBC_SHA                                             | SSLv3 AES128-SHA
          TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 | TLSv1.0 ECDHE-RSA-AES128-SHA
          TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA | TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384
          """)
  void theOrderOfCiphersDecides(String ciphers, String agreed) throws Exception {
    try (var backend = TestBackend.named("a");
        WeirProcess weir = startTls(rsa, "ciphers = [" + ciphers + "]", backend)) {
      String output =
          OpenSsl.shakeHands(weir.port("web"), ca, NAME, "-tls1_2", "-cipher", "ALL:@SECLEVEL=0");
      assertThat(OpenSsl.agreed(output)).as(output).isEqualTo(agreed);
    }
  }

  @Test
  void theClientsOrderDecidesIfAsked() throws Exception {
    String keys =
        "prefer_server_ciphers = false, ciphers = [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,"
            + " TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]";
    try (var backend = TestBackend.named("a");
        WeirProcess weir = startTls(rsa, keys, backend)) {
      String output =
          OpenSsl.shakeHands(
              weir.port("web"),
              ca,
              NAME,
              "-tls1_2",
              "-cipher",
              "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384");
      assertThat(OpenSsl.agreed(output)).isEqualTo("TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256");
    }
  }

  @Test
  void whatTheEngineDoesNotHaveIsWarnedAboutAndSkipped() throws Exception {
    String keys =
        "ciphers = [TLS_RSA_WITH_RC4_128_SHA, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,"
            + " TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256]";
    try (var backend = TestBackend.named("a");
        WeirProcess weir = startTls(rsa, keys, backend)) {
      assertThat(weir.out())
          .anyMatch(line -> line.contains("WARN") && line.contains("TLS_RSA_WITH_RC4_128_SHA"))
          .anyMatch(line -> line.contains("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256 is left out"))
          .anyMatch(line -> line.contains("all suites of TLS 1.3 are offered"));
      String output = OpenSsl.shakeHands(weir.port("web"), ca, NAME, "-tls1_2");
      assertThat(OpenSsl.agreed(output)).isEqualTo("TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ciphers = [TLS_RSA_WITH_RC4_128_SHA] | servers.web.tls.ciphers
          min_version = ssl3                   | SSL 3 is broken
          cert_path = "none.crt"                               | servers.web.tls.cert_path
          key_path = "ecdsa.crt"                 | servers.web.tls.key_path
          key_path = "rsa.key"                   | the private key of
          """)
  void whatCannotBeStopsTheStartWithOneLine(String keys, String expected) throws Exception {
    Path file =
        write("weir.conf", server(tls(ecdsa, "") + "tls { " + keys + " }\n" + staticLines("a:1")));
    Finished finished = command("-c", file.toString()).run();

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err()).singleElement().asString().contains(expected);
  }
}
