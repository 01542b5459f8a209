package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Backends that go away and come back while clients are there. */
class FailureIT extends SystemTest {
  private static final String PING =
      "healthcheck { kind = ping, interval = 200ms, timeout = 1s, fails = 1, passes = 1 }\n";

  @Test
  void noConnectionBegunAfterABackendWasKilledIsLost() throws Exception {
    try (var a = TestBackend.named("a");
        var b = TestBackend.named("b");
        var c = TestBackend.named("c");
        WeirProcess weir = startServer(PING + staticList(a, b, c));
        Traffic traffic = new Traffic(weir.port("web"))) {
      traffic.next(200);

      a.kill();

      List<Traffic.Visit> after = traffic.next(1000);
      assertThat(after).noneMatch(Traffic.Visit::lost);
      assertThat(after).extracting(Traffic.Visit::outcome).contains("b", "c").doesNotContain("a");
    }
  }

  @Test
  void anotherBackendTakesTheConnectionWithoutAnyHealthCheck() throws Exception {
    try (var a = TestBackend.named("a");
        var b = TestBackend.named("b");
        WeirProcess weir = startServer("balance = roundrobin\n" + staticList(a, b))) {
      a.kill();

      assertThat(reached(weir.port("web"), 40)).containsOnlyKeys("b");
    }
  }

  @Test
  void backendThatComesBackTakesConnectionsAgain() throws Exception {
    try (var a = TestBackend.named("a");
        var b = TestBackend.named("b");
        WeirProcess weir = startServer("balance = roundrobin\n" + PING + staticList(a, b))) {
      int port = weir.port("web");
      a.kill();
      Awaitility.await().until(() -> reached(port, 10).keySet().equals(java.util.Set.of("b")));

      a.acceptAgain();

      Awaitility.await().until(() -> reached(port, 10).containsKey("a"));
    }
  }

  @Test
  void clientIsClosedWhenNoBackendIsLeft() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir = startServer(PING + staticList(a))) {
      a.kill();

      try (TestClient client = TestClient.connect(weir.port("web"))) {
        assertThat(client.isEndedByPeer()).isTrue();
      } catch (IOException e) {
        // Closed so fast that connecting noticed it: as good.
        assertThat(weir.isAlive()).isTrue();
      }
    }
  }
}
