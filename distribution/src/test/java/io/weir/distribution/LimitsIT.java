package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.process.WeirProcess;
import org.junit.jupiter.api.Test;

/** Limits on connections and on their silence. */
class LimitsIT extends SystemTest {

  @Test
  void clientAboveTheServersLimitIsClosedAndAPlaceThatIsFreeIsTaken() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir = startServer("max_connections = 2\n" + staticList(a));
        TestClient first = TestClient.connect(weir.port("web"));
        TestClient second = TestClient.connect(weir.port("web"))) {
      int port = weir.port("web");
      assertThat(first.readLine()).isEqualTo("a");
      assertThat(second.readLine()).isEqualTo("a");

      try (TestClient third = TestClient.connect(port)) {
        assertThat(third.isEndedByPeer()).isTrue();
      }
      assertThat(first.exchange("untouched")).isEqualTo("untouched");

      second.close();
      await().ignoreExceptions().until(() -> TestClient.nameOfBackend(port).equals("a"));
    }
  }

  @Test
  void defaultsHoldForAServerThatSetsNoLimit() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir = start("defaults.max_connections = 1\n" + server(staticList(a)));
        TestClient first = TestClient.connect(weir.port("web"))) {
      assertThat(first.readLine()).isEqualTo("a");

      try (TestClient second = TestClient.connect(weir.port("web"))) {
        assertThat(second.isEndedByPeer()).isTrue();
      }
    }
  }

  @Test
  void backendAtItsLimitTakesNoMoreConnections() throws Exception {
    try (var a = TestBackend.named("a");
        var b = TestBackend.named("b");
        WeirProcess weir =
            startServer(
                "balance = roundrobin\n"
                    + staticLines(a.address() + " max_connections=1", b.address()));
        TestClient first = TestClient.connect(weir.port("web"));
        TestClient second = TestClient.connect(weir.port("web"))) {
      assertThat(first.readLine() + second.readLine()).contains("a", "b");

      assertThat(reached(weir.port("web"), 20)).containsOnlyKeys("b");
    }
  }

  @Test
  void silentClientIsClosed() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir = startServer("client_idle_timeout = 300ms\n" + staticList(a));
        TestClient client = TestClient.connect(weir.port("web"))) {
      assertThat(client.readLine()).isEqualTo("a");

      assertThat(client.isEndedByPeer()).isTrue();
      await().until(() -> a.active() == 0);
    }
  }

  @Test
  void silentBackendIsClosed() throws Exception {
    try (var hole = TestBackend.of(Behaviour.blackhole());
        WeirProcess weir = startServer("backend_idle_timeout = 300ms\n" + staticList(hole));
        TestClient client = TestClient.connect(weir.port("web"))) {
      client.sendLine("anybody there?");

      assertThat(client.isEndedByPeer()).isTrue();
      await().until(() -> hole.active() == 0);
    }
  }
}
