package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.replay.LxdReplay;
import io.weir.testkit.replay.LxdReplay.Instance;
import io.weir.testkit.replay.ReplayServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backends from the instances of a replayed LXD, by the configuration of the page. */
class LxdDiscoveryIT extends SystemTest {
  private static final Path PAGE = Path.of("../docs/discovery-lxd.md");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LxdReplay lxd = LxdReplay.withPassword("unused");
  private final TestBackend a = TestBackend.named("a");
  private final TestBackend b = TestBackend.named("b");

  @AfterEach
  void stopBackends() {
    a.close();
    b.close();
  }

  private static Instance instance(TestBackend backend) {
    return Instance.running("web-" + backend.port(), "127.0.0.1")
        .set("user.weir", "web")
        .set("user.port", Integer.toString(backend.port()));
  }

  @Test
  void instancesThatComeAndGoChangeThePool() throws Exception {
    lxd.put(instance(a));
    lxd.put(Instance.running("other", "192.0.2.1").set("user.weir", "api"));
    Path socket = folder.resolve("lxd.socket");
    try (ReplayServer server = ReplayServer.onSocket(socket, lxd);
        WeirProcess weir = start(pagesConfiguration(socket))) {
      int port = weir.port("web");
      await().until(() -> reached(port, 3).keySet().equals(Set.of("a")));

      lxd.put(instance(b));
      await().atMost(PATIENCE).until(() -> reached(port, 4).keySet().equals(Set.of("a", "b")));

      lxd.put(instance(a).stopped());
      await().atMost(PATIENCE).until(() -> reached(port, 4).keySet().equals(Set.of("b")));

      server.stop();
      weir.awaitLine(line -> line.contains("[WARN ]") && line.contains(server.address()));
      assertThat(reached(port, 2)).containsOnlyKeys("b");
    }
  }

  private static String pagesConfiguration(Path socket) throws Exception {
    String page = Files.readString(PAGE);
    String example = page.substring(page.indexOf("```hocon\n") + 9);
    String config =
        example
            .substring(0, example.indexOf("```"))
            .replace("\":8080\"", "\"127.0.0.1:0\"")
            .replace("/var/lib/lxd/unix.socket", socket.toString())
            .replace("interval = 10s", "interval = 200ms");
    assertThat(config).contains(socket.toString(), "127.0.0.1:0", "200ms");
    return config;
  }
}
