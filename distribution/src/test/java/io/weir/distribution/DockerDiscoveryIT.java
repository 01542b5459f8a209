package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.replay.DockerEngineReplay;
import io.weir.testkit.replay.DockerEngineReplay.Container;
import io.weir.testkit.replay.ReplayServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backends from the containers of a replayed engine, by the configuration of the page. */
class DockerDiscoveryIT extends SystemTest {
  private static final Path PAGE = Path.of("../docs/discovery-docker.md");
  private static final Duration NOT_BY_POLLING = Duration.ofSeconds(20);

  private final DockerEngineReplay engine = new DockerEngineReplay();
  private final TestBackend a = TestBackend.named("a");
  private final TestBackend b = TestBackend.named("b");

  @AfterEach
  void stopBackends() {
    a.close();
    b.close();
  }

  private static Container container(TestBackend backend) {
    return Container.publishing(backend.address(), "0.0.0.0", backend.port())
        .label("weir.pool", "web");
  }

  @Test
  void containersGetConnectionsAndEventsTellOfMore() throws Exception {
    engine.run(container(a));
    engine.run(Container.publishing("other", "192.0.2.1", 9).label("weir.pool", "api"));
    Path socket = folder.resolve("docker.sock");
    try (ReplayServer server = ReplayServer.onSocket(socket, engine);
        WeirProcess weir = start(pagesConfiguration(socket))) {
      int port = weir.port("web");
      await().until(() -> reached(port, 3).keySet().equals(Set.of("a")));
      await().until(() -> engine.streams() == 1);

      engine.run(container(b));
      await()
          .atMost(NOT_BY_POLLING)
          .until(() -> reached(port, 4).keySet().equals(Set.of("a", "b")));

      engine.kill(a.address());
      await().atMost(NOT_BY_POLLING).until(() -> reached(port, 4).keySet().equals(Set.of("b")));

      server.stop();
      weir.awaitLine(line -> line.contains("[WARN ]") && line.contains(server.address()));
      assertThat(reached(port, 2)).containsOnlyKeys("b");
      server.startAgain();
      engine.run(container(a));
      await()
          .atMost(NOT_BY_POLLING)
          .until(() -> reached(port, 4).keySet().equals(Set.of("a", "b")));
    }
  }

  private static String pagesConfiguration(Path socket) throws Exception {
    String page = Files.readString(PAGE);
    String example = page.substring(page.indexOf("```hocon\n") + 9);
    String config =
        example
            .substring(0, example.indexOf("```"))
            .replace("\":8080\"", "\"127.0.0.1:0\"")
            .replace("/var/run/docker.sock", socket.toString());
    assertThat(config).contains(socket.toString(), "127.0.0.1:0");
    return config;
  }
}
