package com.example.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.testkit.contract.DiscoveryContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the API asks of every discovery, and what this one adds. */
@Timeout(60)
class FolderDiscoveryIT extends DiscoveryContract {
  @TempDir private Path folder;

  @BeforeEach
  void twoBackendsEnter() throws IOException {
    Files.writeString(folder.resolve("web-1"), "10.0.0.1:8080\n");
    Files.writeString(folder.resolve("web-2"), "web-2.internal:8080");
    Files.writeString(folder.resolve(".web-3"), "10.0.0.3:80");
  }

  @Override
  protected DiscoveryFactory<?> factory() {
    return new FolderPlugin().discoveries().getFirst();
  }

  @Override
  protected Record config() {
    return new FolderConfig(folder);
  }

  @Override
  protected List<Backend> expected() {
    return List.of(Backend.of("10.0.0.1", 8080), Backend.of("web-2.internal", 8080));
  }

  @Override
  protected Optional<Record> failingConfig() {
    return Optional.of(new FolderConfig(folder.resolve("missing")));
  }

  @Test
  void aFileThatNamesNoBackendIsPassedOverAndTold() throws Exception {
    Files.writeString(folder.resolve("notes"), "to do");
    Files.write(folder.resolve("picture"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});

    assertThat(create().fetch()).containsExactlyInAnyOrderElementsOf(expected());

    assertThat(context().log()).anyMatch(line -> line.startsWith("WARN") && line.contains("notes"));
  }

  @Test
  void aBackendThatEntersIsToldAtOnce() throws Exception {
    Discovery discovery = create();
    BlockingQueue<List<Backend>> told = new LinkedBlockingQueue<>();
    FutureTask<Object> watch =
        new FutureTask<>(() -> {
          discovery.watch(told::add);
          return true;
        });
    Thread watcher = Thread.ofPlatform().daemon().start(watch);
    assertThat(told.poll(10, TimeUnit.SECONDS)).hasSize(2);

    Files.move(folder.resolve(".web-3"), folder.resolve("web-3"));

    await().until(() -> told.stream().anyMatch(list -> list.contains(Backend.of("10.0.0.3", 80))));
    watcher.interrupt();
    watcher.join();
  }
}
