package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TLS with clients, by OpenSSL and curl. */
class TlsIT extends SystemTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String NAME = "web.example";

  private static final X509Bundle ECDSA = AUTHORITY.issue(NAME);
  private static final X509Bundle RSA = AUTHORITY.issueRsa(NAME);

  private Path ca;
  private PemFiles ecdsa;
  private PemFiles rsa;

  @BeforeEach
  void writeCertificates() throws Exception {
    ca = AUTHORITY.writeRoot(folder);
    ecdsa = TestAuthority.write(folder, "ecdsa", ECDSA);
    rsa = TestAuthority.write(folder, "rsa", RSA);
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

  /**
   * A server for each row, all of one weir.
   *
   * @param keys the server's own keys of TLS
   * @param version what OpenSSL speaks
   * @param ciphers what it offers
   * @param agreed the version on which they agree, or version and cipher
   */
  private record Row(String keys, String version, String ciphers, String agreed) {
    static List<Row> of(String table, Function<String[], Row> row) {
      return table.lines().map(line -> row.apply(line.split(" *\\| *"))).toList();
    }
  }

  private void assertAgreed(List<Row> rows) throws Exception {
    try (var backend = TestBackend.named("a");
        WeirProcess weir =
            start(
                servers(
                    rows.stream().map(row -> tls(rsa, row.keys())).toList(), backend.address()))) {
      List<String> others = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        String output =
            OpenSsl.shakeHands(
                weir.port("row" + i), ca, NAME, row.version(), "-cipher", row.ciphers());
        if (!(OpenSsl.agreed(output) + " ").startsWith(row.agreed() + " ")) {
          others.add(row + "\n" + output);
        }
      }
      assertThat(others).isEmpty();
    }
  }

  @Test
  void versionsAreSpokenOrNot() throws Exception {
    String table =
        """
                                     | -tls1_3 | TLSv1.3
                                     | -tls1_2 | TLSv1.2
                                     | -tls1_1 | nothing
                                     | -tls1   | nothing
        max_version = tls1.2         | -tls1_3 | nothing
        min_version = tls1.3         | -tls1_2 | nothing
        min_version = tls1.1         | -tls1_1 | TLSv1.0
        min_version = tls1.1         | -tls1   | nothing
        min_version = tls1           | -tls1   | TLSv1.0
        profile = modern             | -tls1_3 | TLSv1.3
        profile = modern             | -tls1_2 | nothing
        profile = intermediate       | -tls1_3 | TLSv1.3
        profile = intermediate       | -tls1_2 | TLSv1.2
        profile = intermediate       | -tls1_1 | nothing
        profile = old                | -tls1_3 | TLSv1.3
        profile = old                | -tls1_2 | TLSv1.2
        profile = old                | -tls1_1 | TLSv1.0
        profile = old                | -tls1   | TLSv1.0
        """;
    // OpenSSL calls the ciphers of TLS 1.0 and 1.1 by the version that they are from.
    assertAgreed(Row.of(table, row -> new Row(row[0], row[1], "DEFAULT:@SECLEVEL=0", row[2])));
  }

  @Test
  void theOrderOfCiphersDecides() throws Exception {
    String table =
        """
        TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384                                     | TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384
        TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305                                      | TLSv1.2 ECDHE-RSA-CHACHA20-POLY1305
        TLS_RSA_WITH_AES_128_CBC_SHA                                              | SSLv3 AES128-SHA
        TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 | TLSv1.0 ECDHE-RSA-AES128-SHA
        TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA | TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384
        """;
    assertAgreed(
        Row.of(
            table,
            row -> new Row("ciphers = [" + row[0] + "]", "-tls1_2", "ALL:@SECLEVEL=0", row[1])));
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

  @Test
  void whatCannotBeStopsTheStartWithALineForEach() throws Exception {
    assertRefused(Map.of("min_version = ssl3", "SSL 3 is broken"));
    // What is found when the files are read.
    assertRefused(
        Map.of(
            "ciphers = [TLS_RSA_WITH_RC4_128_SHA]", ".tls.ciphers: ",
            "cert_path = \"none.crt\"", ".tls.cert_path: ",
            "key_path = \"ecdsa.crt\"", ".tls.key_path: ",
            "key_path = \"rsa.key\"", "the private key of "));
  }

  /** A weir of a server for each of some keys says what is wrong with it, and ends. */
  private void assertRefused(Map<String, String> expectedOfKeys) throws Exception {
    List<String> keys = List.copyOf(expectedOfKeys.keySet());
    String config =
        servers(keys.stream().map(own -> tls(ecdsa, "") + "tls { " + own + " }\n").toList(), "a:1");
    Finished finished = command("-c", write("weir.conf", config).toString()).run();

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err()).hasSameSizeAs(keys);
    for (int i = 0; i < keys.size(); i++) {
      assertThat(finished.err().get(i))
          .contains("servers.row" + i + ".tls.", expectedOfKeys.get(keys.get(i)));
    }
  }

  /** A server for each of some texts of keys: {@code row0} and so on. */
  private static String servers(List<String> keys, String backend) {
    return IntStream.range(0, keys.size())
        .mapToObj(i ->
            server(keys.get(i) + staticLines(backend)).replace("servers.web", "servers.row" + i))
        .collect(Collectors.joining());
  }
}
