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
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that say who they are by certificate: OpenSSL, and the access log. */
class ClientCertificateIT extends SystemTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String NAME = "web.example";

  private WeirProcess weir(String auth, String format, TestBackend backend) throws Exception {
    return weir(auth, format, "", backend);
  }

  private WeirProcess weir(String auth, String format, String keys, TestBackend backend)
      throws Exception {
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
                  %s
                }
                %s
                """
                    .formatted(
                        web.certificate(),
                        web.key(),
                        auth,
                        ca,
                        folder.resolve("ca.crl"),
                        keys,
                        staticList(backend))));
  }

  private String shakeHands(WeirProcess weir, String version, PemFiles client) throws Exception {
    return attempt(weir, with(client, version, "-ign_eof"));
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
      assertThat(attempt(weir, version, "-ign_eof"))
          .containsPattern("alert (certificate required|handshake failure)");
      assertThat(shakeHands(weir, version, old)).contains("alert certificate expired");
      assertThat(shakeHands(weir, version, gone)).contains("alert certificate revoked");
      // Its CA has the name of ours, so it is the signature that is wrong.
      assertThat(shakeHands(weir, version, strange)).contains("alert bad certificate");
      List<String> refused = awaitLines(4);
      assertThat(refused).allMatch(line -> line.contains("handshake_failed"));
      assertThat(refused)
          .allMatch(line ->
              line.contains("client_subject=- client_san=- ")
                  || line.contains("\"client_subject\":null,\"client_san\":null,"));

      assertThat(attempt(weir, with(alice, version)))
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

  /** The keys of tickets stay, so that it is not them that makes the old ones useless. */
  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void aTicketDoesNotOutliveARevocation(String version) throws Exception {
    X509Bundle bundle = AUTHORITY.issue("alice");
    PemFiles alice = TestAuthority.write(folder, "alice", bundle);
    AUTHORITY.writeRevoked(folder.resolve("ca.crl"));
    Path keys = write("tickets.keys", TicketsIT.newKey() + "\n");
    String tickets = "session_tickets = true, session_ticket_keys = \"" + keys + "\"";
    try (var backend = TestBackend.named("a");
        WeirProcess weir = weir("require", "text", tickets, backend)) {
      Path session = folder.resolve("session.pem");
      OpenSsl.shakeHandsUntil(
          () -> Files.exists(session) && Files.size(session) > 0,
          weir.port("web"),
          folder.resolve("ca.crt"),
          NAME,
          with(alice, version, "-sess_out", session.toString()));
      String[] resume = with(alice, version, "-sess_in", session.toString());
      assertThat(attempt(weir, resume)).contains("Reused, TLSv1");

      Path next = AUTHORITY.writeRevoked(folder.resolve("ca.crl.next"), bundle);
      Files.move(next, folder.resolve("ca.crl"), StandardCopyOption.ATOMIC_MOVE);

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !attempt(weir, resume).contains("Reused, TLSv1"));
      assertThat(attempt(weir, with(alice, version, "-sess_in", session.toString(), "-ign_eof")))
          .contains("alert certificate revoked");
    }
  }

  private String attempt(WeirProcess weir, String... options) throws Exception {
    return OpenSsl.shakeHands(weir.port("web"), folder.resolve("ca.crt"), NAME, options);
  }

  private static String[] with(PemFiles client, String... options) {
    return Stream.concat(
            Stream.of("-cert", client.certificate().toString(), "-key", client.key().toString()),
            Stream.of(options))
        .toArray(String[]::new);
  }
}
