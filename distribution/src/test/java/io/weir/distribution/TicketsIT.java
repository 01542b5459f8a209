package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that OpenSSL resumes by ticket, at the node that gave it and at another. */
class TicketsIT extends SystemTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String NAME = "web.example";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Path ca;
  private PemFiles web;

  @BeforeEach
  void makeCertificates() throws Exception {
    ca = AUTHORITY.writeRoot(folder);
    web = TestAuthority.write(folder, "web", AUTHORITY.issue(NAME));
  }

  /** A line of a file of keys. */
  static String newKey() {
    byte[] key = new byte[48];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private WeirProcess node(String keys, TestBackend backend) throws Exception {
    return startServer(
        """
        protocol = tls
        tls { cert_path = "%s", key_path = "%s", session_tickets = true, %s }
        %s
        """
            .formatted(web.certificate(), web.key(), keys, staticList(backend)));
  }

  private Path newSession(WeirProcess node, String version) throws Exception {
    Path session = Files.createTempFile(folder, "session", ".pem");
    // With 1.2 the ticket comes within the handshake, with 1.3 after it.
    String output =
        OpenSsl.shakeHandsUntil(
            () -> Files.size(session) > 0,
            node.port("web"),
            ca,
            NAME,
            version,
            "-sess_out",
            session.toString());
    assertThat(output).contains("New, TLSv1");
    return session;
  }

  private boolean isResumed(WeirProcess node, String version, Path session) throws Exception {
    String output =
        OpenSsl.shakeHands(node.port("web"), ca, NAME, version, "-sess_in", session.toString());
    assertThat(output).containsPattern("(New|Reused), TLSv1");
    return output.contains("Reused, TLSv1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void theFileIsWhatNodesShareAndItsKeysRotate(String version) throws Exception {
    String first = newKey();
    String second = newKey();
    Path file = write("tickets.keys", "# shared\n" + first + "\n" + second + "\n");
    String shared = "session_ticket_keys = \"" + file + "\"";
    try (var backend = TestBackend.named("a");
        WeirProcess one = node(shared, backend);
        WeirProcess other = node(shared, backend)) {
      Path session = newSession(one, version);
      assertThat(isResumed(one, version, session)).isTrue();
      assertThat(isResumed(other, version, session)).isTrue();

      replace("tickets.keys", second + "\n" + first + "\n");
      assertThat(isResumed(other, version, session)).isTrue();
      replace("tickets.keys", second + "\n");
      await().atMost(PATIENCE).until(() -> !isResumed(other, version, session));

      Path later = newSession(other, version);
      await().atMost(PATIENCE).until(() -> isResumed(one, version, later));

      replace("tickets.keys", "garbage\n");
      assertThat(other.awaitLine(line -> line.contains("ticket keys")))
          .contains("servers.web.tls: ticket keys \"" + file + "\" (expected: a line for each key")
          .endsWith("the one before stays");
      assertThat(isResumed(other, version, later)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void withoutItEachNodeHasItsOwn(String version) throws Exception {
    try (var backend = TestBackend.named("a");
        WeirProcess one = node("", backend);
        WeirProcess other = node("", backend)) {
      Path session = newSession(one, version);
      assertThat(isResumed(one, version, session)).isTrue();
      assertThat(isResumed(other, version, session)).isFalse();
    }
  }
}
