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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions that OpenSSL resumes by ticket, at the node that gave it and at another. */
class TicketsIT extends SystemTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String NAME = "web.example";
  private static final Set<String> VERSIONS = Set.of("-tls1_2", "-tls1_3");
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

  /** A session of each version. */
  private Map<String, Path> newSessions(WeirProcess node) throws Exception {
    Map<String, Path> sessions = new TreeMap<>();
    for (String version : VERSIONS) {
      sessions.put(version, newSession(node, version));
    }
    return sessions;
  }

  /** The versions of those that a node resumes. */
  private Set<String> resumed(WeirProcess node, Map<String, Path> sessions) throws Exception {
    Set<String> resumed = new TreeSet<>();
    for (Map.Entry<String, Path> session : sessions.entrySet()) {
      String output =
          OpenSsl.shakeHands(
              node.port("web"),
              ca,
              NAME,
              session.getKey(),
              "-sess_in",
              session.getValue().toString());
      assertThat(output).containsPattern("(New|Reused), TLSv1");
      if (output.contains("Reused, TLSv1")) {
        resumed.add(session.getKey());
      }
    }
    return resumed;
  }

  @Test
  void theFileIsWhatNodesShareAndItsKeysRotate() throws Exception {
    String first = newKey();
    String second = newKey();
    Path file = write("tickets.keys", "# shared\n" + first + "\n" + second + "\n");
    String shared = "session_ticket_keys = \"" + file + "\"";
    try (var backend = TestBackend.named("a");
        WeirProcess one = node(shared, backend);
        WeirProcess other = node(shared, backend)) {
      Map<String, Path> sessions = newSessions(one);
      assertThat(resumed(one, sessions)).isEqualTo(VERSIONS);
      assertThat(resumed(other, sessions)).isEqualTo(VERSIONS);

      replace("tickets.keys", second + "\n" + first + "\n");
      assertThat(resumed(other, sessions)).isEqualTo(VERSIONS);
      replace("tickets.keys", second + "\n");
      await().atMost(PATIENCE).until(() -> resumed(other, sessions).isEmpty());

      Map<String, Path> later = newSessions(other);
      await().atMost(PATIENCE).until(() -> resumed(one, later).equals(VERSIONS));

      replace("tickets.keys", "garbage\n");
      assertThat(other.awaitLine(line -> line.contains("ticket keys")))
          .contains("servers.web.tls: ticket keys \"" + file + "\" (expected: a line for each key")
          .endsWith("the one before stays");
      assertThat(resumed(other, later)).isEqualTo(VERSIONS);
    }
  }

  @Test
  void withoutItEachNodeHasItsOwn() throws Exception {
    try (var backend = TestBackend.named("a");
        WeirProcess one = node("", backend);
        WeirProcess other = node("", backend)) {
      Map<String, Path> sessions = newSessions(one);
      assertThat(resumed(one, sessions)).isEqualTo(VERSIONS);
      assertThat(resumed(other, sessions)).isEmpty();
    }
  }
}
