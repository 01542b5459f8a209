package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.testkit.acme.Pebble;
import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.peer.PeerProcess;
import io.weir.testkit.process.WeirProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Certificates from Let's Encrypt's own test server, by real challenges over loopback. */
@Tag("peer")
class AcmeIT extends SystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final TestBackend backend = TestBackend.named("a");
  private int httpPort;
  private int tlsPort;
  private Pebble pebble;
  private Path root;

  @BeforeEach
  void startPebble() throws Exception {
    assumeTrue(Pebble.missing().isEmpty(), () -> Pebble.missing().orElseThrow());
    httpPort = PeerProcess.freePort();
    tlsPort = PeerProcess.freePort();
    pebble =
        Pebble.in(Files.createDirectory(folder.resolve("pebble")))
            .httpPort(httpPort)
            .tlsPort(tlsPort)
            .nonceReject(20)
            .start();
    root = write("pebble-root.pem", pebble.root());
  }

  @AfterEach
  void stop() {
    if (pebble != null) {
      pebble.close();
    }
    backend.close();
  }

  private String config(String challenge, String... hosts) {
    return """
    api { enabled = true, bind = "127.0.0.1:0" }
    acme {
      challenge = %s
      http_bind = "127.0.0.1:%d"
      directory_url = "%s"
      root_ca_path = "%s"
      cache_dir = "%s"
    }
    servers.web {
      bind = "127.0.0.1:%d"
      protocol = tls
      tls.acme_hosts = ["%s"]
      %s
    }
    """
        .formatted(
            challenge,
            httpPort,
            pebble.directoryUrl(),
            pebble.trust(),
            folder.resolve("store"),
            tlsPort,
            String.join("\", \"", hosts),
            staticList(backend));
  }

  private void awaitGood(String name) {
    await()
        .atMost(PATIENCE)
        .until(() -> OpenSsl.isTrusted(OpenSsl.shakeHands(tlsPort, root, name)));
  }

  private static JsonNode certificates(WeirProcess weir) throws Exception {
    try (RawHttp api = ApiIT.api(weir)) {
      return new JsonMapper().readTree(api.ask("GET", "/certificates").body()).get("web");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "sni"})
  void certificatesAreObtainedAndKept(String challenge) throws Exception {
    String config = config(challenge, "a.example", "b.example");
    try (WeirProcess weir = start(config)) {
      awaitGood("a.example");
      awaitGood("b.example");
      assertThat(certificates(weir).values())
          .extracting(node -> node.get("acme").get("state").stringValue())
          .containsExactly("valid", "valid");
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("store/a.example")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    try (WeirProcess weir = start(config)) {
      assertThat(OpenSsl.shakeHands(tlsPort, root, "a.example"))
          .as("at once")
          .matches(OpenSsl::isTrusted);
      assertThat(weir.err()).noneMatch(line -> line.contains("ordering"));
    }
  }

  @Test
  void aKilledWeirLeavesAStateThatStartsAndGoesOn() throws Exception {
    String config = config("http", "a.example");
    try (WeirProcess weir = start(config)) {
      weir.awaitLine(line -> line.contains("acme: a.example: ordering"));
      weir.signal("KILL");
      weir.awaitExit();
    }

    try (WeirProcess weir = start(config)) {
      awaitGood("a.example");
      assertThat(certificates(weir)).hasSize(1);
    }
  }

  @Test
  void whatIsRenewedAndRevokedIsKnownToTheAuthority() throws Exception {
    try (WeirProcess weir = start(config("sni", "a.example"))) {
      awaitGood("a.example");
      String first = certificates(weir).get(0).get("serial").stringValue();

      try (RawHttp api = ApiIT.api(weir)) {
        assertThat(api.ask("POST", "/certificates/a.example/revoke?reason=key_compromise").status())
            .isEqualTo(200);
      }

      assertThat(pebble.status(first)).contains("Revoked");
      await()
          .atMost(PATIENCE)
          .until(() -> !certificates(weir).get(0).get("serial").stringValue().equals(first));
      assertThat(pebble.status(certificates(weir).get(0).get("serial").stringValue()))
          .contains("Valid");
    }
  }
}
