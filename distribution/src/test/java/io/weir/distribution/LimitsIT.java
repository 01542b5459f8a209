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
  void clientsWaitWhileThereAreNoFileDescriptorsAndItIsSaidOnce() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir = startServer(staticList(a))) {
      int port = weir.port("web");
      limitDescriptors(weir, "1");
      try (TestClient waiting = TestClient.connect(port)) {
        weir.awaitLine(line ->
            line.contains("[WARN ]")
                && line.contains("clients cannot be accepted and wait")
                && line.contains("Too many open files"));
        limitDescriptors(weir, "4096");

        assertThat(waiting.readLine()).isEqualTo("a");
      }
      assertThat(weir.stop().out())
          .filteredOn(line -> line.contains("[WARN ]"))
          .singleElement()
          .asString()
          .contains("cannot be accepted");
    }
  }

  /** The soft limit; the hard one stays, so that it can be raised again. */
  private static void limitDescriptors(WeirProcess weir, String most) throws Exception {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid", Long.toString(weir.pid()), "--nofile=" + most + ":")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor()).isZero();
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
