package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that say who they are by certificate: OpenSSL, and the access log. */
class ClientCertificateIT extends SystemTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String NAME = "web.example";

  private WeirProcess weir(String auth, String format, TestBackend backend) throws Exception {
    PemFiles web = TestAuthority.write(folder, "web", AUTHORITY.issue(NAME));
    Path ca = AUTHORITY.writeRoot(folder);
    return start(
        "access_log { enabled = true, output = \"%s\", format = %s }\n"
                .formatted(folder.resolve("access.log"), format)
            + server(
                """
                protocol = tls
                tls {
                  cert_path = "%s", key_path = "%s", client_auth = %s
                  client_ca_cert_path = "%s", client_crl_path = "%s"
                }
                %s
                """
                    .formatted(
                        web.certificate(),
                        web.key(),
                        auth,
                        ca,
                        folder.resolve("ca.crl"),
                        staticList(backend))));
  }

  private String shakeHands(WeirProcess weir, String version, PemFiles client) throws Exception {
    return OpenSsl.shakeHands(
        weir.port("web"),
        folder.resolve("ca.crt"),
        NAME,
        version,
        "-ign_eof",
        "-cert",
        client.certificate().toString(),
        "-key",
        client.key().toString());
  }

  private List<String> awaitLines(int count) {
    Path log = folder.resolve("access.log");
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> Files.exists(log) ? Files.readAllLines(log) : List.of(),
            lines -> lines.size() == count);
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2, text", "-tls1_3, json"})
  void badOnesGetAnAlertAndGoodOnesAreInTheAccessLog(String version, String format)
      throws Exception {
    Instant past = Instant.now().minus(3, ChronoUnit.DAYS);
    X509Bundle revoked = AUTHORITY.issue("revoked");
    PemFiles alice = TestAuthority.write(folder, "alice", AUTHORITY.issue("alice", "b.example"));
    PemFiles old =
        TestAuthority.write(
            folder,
            "old",
            AUTHORITY.issue(
                TestAuthority.builder("old")
                    .ecp256()
                    .notBefore(past.minus(1, ChronoUnit.DAYS))
                    .notAfter(past)));
    PemFiles gone = TestAuthority.write(folder, "gone", revoked);
    PemFiles strange =
        TestAuthority.write(folder, "strange", TestAuthority.create().issue("strange"));
    AUTHORITY.writeRevoked(folder.resolve("ca.crl"), revoked);
    try (var backend = TestBackend.named("a");
        WeirProcess weir = weir("require", format, backend)) {
      assertThat(
              OpenSsl.shakeHands(
                  weir.port("web"), folder.resolve("ca.crt"), NAME, version, "-ign_eof"))
          .containsPattern("alert (certificate required|handshake failure)");
      assertThat(shakeHands(weir, version, old)).contains("alert certificate expired");
      assertThat(shakeHands(weir, version, gone)).contains("alert certificate revoked");
      assertThat(shakeHands(weir, version, strange)).contains("alert unknown ca");
      List<String> refused = awaitLines(4);
      assertThat(refused).allMatch(line -> line.contains("handshake_failed"));
      assertThat(refused)
          .allMatch(line ->
              line.contains("client_subject=- client_san=- ")
                  || line.contains("\"client_subject\":null,\"client_san\":null,"));

      assertThat(
              OpenSsl.shakeHands(
                  weir.port("web"),
                  folder.resolve("ca.crt"),
                  NAME,
                  version,
                  "-cert",
                  alice.certificate().toString(),
                  "-key",
                  alice.key().toString()))
          .contains("Verify return code: 0 (ok)")
          .doesNotContain("alert");
      assertThat(awaitLines(5).getLast())
          .containsAnyOf(
              " client_subject=\"CN=alice\" client_san=\"dns:alice,",
              ",\"client_subject\":\"CN=alice\",\"client_san\":\"dns:alice,");
      assertThat(weir.out()).noneMatch(line -> line.contains("Exception"));
      assertThat(weir.err()).isEmpty();
    }
  }
}
