package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.process.WeirProcess;
import java.nio.file.Files;
import java.time.Duration;
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
      await().until(() -> reached(port, 1).containsKey("a"));

      service.answer(500, "");

      weir.awaitLine(line -> line.contains("[WARN ]") && line.contains("web"));
      assertThat(reached(port, 5)).containsOnlyKeys("a");
      service.answer(200, b.address());
      await().atMost(Duration.ofSeconds(20)).until(() -> reached(port, 1).containsKey("b"));
    }
  }

  @Test
  void setemptyLeavesNoBackendUntilALookUpSucceeds() throws Exception {
    try (TestHttpServer service = new TestHttpServer(a.address());
        WeirProcess weir = startServer(plaintext(service, "setempty"))) {
      int port = weir.port("web");
      await().until(() -> reached(port, 1).containsKey("a"));

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
      await().until(() -> reached(weir.port("web"), 1).containsKey("b"));

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
    } catch (java.io.IOException e) {
      return true;
    }
  }

  private interface Change {
    void make() throws Exception;
  }
}
