package io.weir.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.testkit.replay.DockerEngineReplay.Container;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the engine tells by itself. */
class DockerWatchTest extends DockerDiscoveryCase {

  @Test
  void tellsOfContainersThatComeAndGo() throws Exception {
    engine.run(Container.publishing("a", "192.0.2.1", 1));
    try (DockerDiscovery discovery = discovery(config(server.address()));
        Watch watch = new Watch(discovery)) {
      // What came between the look-up and the stream is told at its beginning.
      watch.awaitLast(Backend.of("192.0.2.1", 1));

      engine.run(Container.publishing("b", "192.0.2.1", 2));
      watch.awaitLast(Backend.of("192.0.2.1", 1), Backend.of("192.0.2.1", 2));

      engine.kill("a");
      watch.awaitLast(Backend.of("192.0.2.1", 2));
    }
  }

  @Test
  void listsOnceForManyEvents() throws Exception {
    try (DockerDiscovery discovery = discovery(config(server.address()));
        Watch watch = new Watch(discovery)) {
      watch.awaitLast();
      for (int i = 1; i <= 500; i++) {
        engine.run(Container.publishing("c" + i, "192.0.2.1", i));
      }

      await().until(() -> watch.last().size() == 500);
      assertThat(engine.lists()).isLessThan(100);
    }
  }

  @Test
  void endsItsWatchWhenTheEngineIsRestarted() throws Exception {
    try (DockerDiscovery discovery = discovery(config(server.address()))) {
      try (Watch watch = new Watch(discovery)) {
        watch.awaitLast();
        server.stop();

        assertThatThrownBy(watch::end)
            .cause()
            .isInstanceOf(IOException.class)
            .hasMessageContaining(server.address());
      }
      server.startAgain();
      engine.run(Container.publishing("a", "192.0.2.1", 1));
      assertThat(discovery.fetch()).hasSize(1);
      try (Watch again = new Watch(discovery)) {
        again.awaitLast(Backend.of("192.0.2.1", 1));
      }
    }
  }

  /** A watch that is under way on a thread as weir's. */
  private static final class Watch implements AutoCloseable {
    private final List<List<Backend>> told = new CopyOnWriteArrayList<>();
    private final FutureTask<Boolean> call;
    private final Thread thread;

    Watch(DockerDiscovery discovery) {
      call =
          new FutureTask<>(() -> {
            discovery.watch(told::add);
            return true;
          });
      thread = Thread.ofPlatform().daemon().start(call);
    }

    List<Backend> last() {
      return told.isEmpty() ? List.of() : told.getLast();
    }

    void awaitLast(Backend... expected) {
      await().until(() -> !told.isEmpty() && last().equals(List.of(expected)));
    }

    void end() throws Exception {
      call.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
      thread.interrupt();
      thread.join();
    }
  }
}
