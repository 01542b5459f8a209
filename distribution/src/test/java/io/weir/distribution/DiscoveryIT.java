package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Discoveries that change the pool while traffic runs; what becomes of it when they fail. */
class DiscoveryIT extends SystemTest {
  private final TestBackend a = TestBackend.named("a");
  private final TestBackend b = TestBackend.named("b");

  @AfterEach
  void stopBackends() {
    a.close();
    b.close();
  }

  @Test
  void execChangesThePool() throws Exception {
    write("backends", a.address());
    try (WeirProcess weir =
        startServer(
            "discovery { kind = exec, exec_command = [cat, \"%s\"], interval = 200ms }"
                .formatted(folder.resolve("backends")))) {
      poolChangesWithoutALoss(weir, () -> replace("backends", b.address() + "\n"));
    }
  }

  @Test
  void plaintextChangesThePool() throws Exception {
    try (TestHttpServer service = new TestHttpServer(a.address());
        WeirProcess weir =
            startServer(
                "discovery { kind = plaintext, plaintext_endpoint = \"%s\", interval = 200ms }"
                    .formatted(service.url()))) {
      poolChangesWithoutALoss(weir, () -> service.answer(200, b.address()));
    }
  }

  @Test
  void jsonChangesThePool() throws Exception {
    try (TestHttpServer service = new TestHttpServer(json(a));
        WeirProcess weir =
            startServer(
                "discovery { kind = json, json_endpoint = \"%s\", interval = 200ms }"
                    .formatted(service.url()))) {
      poolChangesWithoutALoss(weir, () -> service.answer(200, json(b)));
    }
  }

  /** The configuration of the page in the docs, with addresses and files of this test. */
  @Test
  void jsonIsReadFromAServerOfAPrivateAuthorityThatWantsAToken() throws Exception {
    TestAuthority authority = TestAuthority.create();
    var identity = authority.issue(TestAuthority.builder("local").addSanIpAddress("127.0.0.1"));
    PemFiles own = TestAuthority.write(folder, "weir", authority.issue("weir"));
    String backend =
        "[{\"addresses\": [{\"ip\": \"127.0.0.1\"}], \"ports\": {\"http\": %d}}]"
            .formatted(a.port());
    try (TestHttpServer service = TestHttpServer.mutualTls(backend, authority.context(identity));
        WeirProcess weir =
            start(
                DocsPage.named("discovery-json.md")
                    .configurations()
                    .getFirst()
                    .replace("\":80\"", "\"127.0.0.1:0\"")
                    .replace("https://inventory.example/web.json", service.url())
                    .replace(
                        "cacert_path = \"/etc/weir/inventory-ca.crt\"",
                        "cacert_path = \"%s\", cert_path = \"%s\", key_path = \"%s\""
                            .formatted(
                                authority.writeRoot(folder), own.certificate(), own.key())))) {
      awaitBackend(weir.port("web"), "a");
      assertThat(service.lastHeader("Authorization")).isEqualTo("Bearer change me");
      assertThat(service.lastHeader("X-Team")).isEqualTo("web");
    }
  }

  /** The configurations of the page in the docs. */
  @Test
  void theKindsThatNeedNoLibraryFindWhatTheirPageSays() throws Exception {
    Path lines = write("web.backends", a.address() + " # the only one\n");
    Path program = write("backends.sh", "#!/bin/sh\necho %s\n".formatted(a.address()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    List<String> configurations = DocsPage.named("discovery.md").configurations();
    assertThat(configurations).hasSize(4);
    try (TestHttpServer service = new TestHttpServer("127.0.0.1 " + a.port())) {
      for (String configuration : configurations) {
        String here =
            configuration
                .replace("\":80\"", "\"127.0.0.1:0\"")
                .replace("10.0.0.1:8080", a.address())
                .replace(", \"10.0.0.2:8080\"", "")
                .replace("/etc/weir/web.backends", lines.toString())
                .replace("/etc/weir/backends.sh", program.toString())
                .replace("http://127.0.0.1:9000/backends", service.url());
        try (WeirProcess weir = start(here)) {
          awaitBackend(weir.port("web"), "a");
        }
      }
    }
  }

  @Test
  void aFileOfTlsThatCannotBeUsedIsNamedWithItsPlace() throws Exception {
    Path file =
        write(
            "weir.conf",
            """
            servers.web {
              bind = "127.0.0.1:0"
              discovery {
                kind = json
                json_endpoint = "https://127.0.0.1:1/"
                json_access { cacert_path = "/nowhere/ca.crt" }
              }
            }
            """);

    Finished finished = command("-c", file.toString()).run();

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err())
        .singleElement()
        .asString()
        .contains(
            "weir.conf:6  servers.web.discovery.json_access.cacert_path",
            "there is none of that name");
  }

  @Test
  void fileChangesThePool() throws Exception {
    write("backends", a.address());
    try (WeirProcess weir = startServer(fileDiscovery())) {
      poolChangesWithoutALoss(
          weir, () -> Files.writeString(folder.resolve("backends"), b.address()));
    }
  }

  @Test
  void fileThatIsRenamedIntoPlaceChangesThePool() throws Exception {
    write("backends", a.address());
    try (WeirProcess weir = startServer(fileDiscovery())) {
      poolChangesWithoutALoss(weir, () -> replace("backends", b.address()));
    }
  }

  @Test
  void keeplastGoesOnWithTheLastGoodList() throws Exception {
    try (TestHttpServer service = new TestHttpServer(a.address());
        WeirProcess weir = startServer(plaintext(service, "keeplast"))) {
      int port = weir.port("web");
      awaitBackend(port, "a");

      service.answer(500, "");

      weir.awaitLine(line -> line.contains("[WARN ]") && line.contains("web"));
      assertThat(reached(port, 5)).containsOnlyKeys("a");
      service.answer(200, b.address());
      awaitBackend(port, "b");
    }
  }

  @Test
  void setemptyLeavesNoBackendUntilALookUpSucceeds() throws Exception {
    try (TestHttpServer service = new TestHttpServer(a.address());
        WeirProcess weir = startServer(plaintext(service, "setempty"))) {
      int port = weir.port("web");
      awaitBackend(port, "a");

      service.answer(500, "");

      await().atMost(Duration.ofSeconds(20)).until(() -> isTurnedAway(port));
      service.answer(200, b.address());
      await().atMost(Duration.ofSeconds(20)).until(() -> !isTurnedAway(port));
      assertThat(reached(port, 3)).containsOnlyKeys("b");
    }
  }

  @Test
  void connectionOfABackendThatVanishedGoesOn() throws Exception {
    write("backends", a.address());
    try (WeirProcess weir = startServer(fileDiscovery());
        TestClient old = TestClient.connect(weir.port("web"))) {
      assertThat(old.readLine()).isEqualTo("a");

      replace("backends", b.address());
      awaitBackend(weir.port("web"), "b");

      assertThat(old.exchange("still there?")).isEqualTo("still there?");
    }
  }

  private void poolChangesWithoutALoss(WeirProcess weir, Change change) throws Exception {
    try (Traffic traffic = new Traffic(weir.port("web"))) {
      assertThat(traffic.next(50)).extracting(Traffic.Visit::outcome).containsOnly("a");

      change.make();

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> reached(weir.port("web"), 3).keySet().equals(Set.of("b")));
      assertThat(traffic.next(50)).extracting(Traffic.Visit::outcome).containsOnly("b");
      assertThat(traffic.lost()).isEmpty();
    }
  }

  /** Until a backend is found, clients are turned away. */
  private void awaitBackend(int port, String name) {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> reached(port, 1).containsKey(name));
  }

  private String fileDiscovery() {
    return "discovery { kind = file, file_path = \"%s\" }".formatted(folder.resolve("backends"));
  }

  private static String plaintext(TestHttpServer service, String failpolicy) {
    return "discovery { kind = plaintext, plaintext_endpoint = \"%s\", interval = 200ms, failpolicy = %s }"
        .formatted(service.url(), failpolicy);
  }

  private static String json(TestBackend backend) {
    return "[{\"host\": \"127.0.0.1\", \"port\": \"%d\"}]".formatted(backend.port());
  }

  private static boolean isTurnedAway(int port) {
    try (TestClient client = TestClient.connect(port)) {
      client.readLine();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private interface Change {
    void make() throws Exception;
  }
}
