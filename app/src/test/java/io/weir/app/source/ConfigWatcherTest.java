package io.weir.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A watch tells what changes, and nothing that goes wrong ends it. */
class ConfigWatcherTest {
  private final BlockingQueue<Optional<String>> told = new LinkedBlockingQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger changes = new AtomicInteger();

  private final WatchedPlace place =
      new WatchedPlace() {
        @Override
        public ConfigLocation location() {
          return new ConfigLocation.InFile(Path.of("f"));
        }

        @Override
        public ConfigSource read() {
          throw new AssertionError("a watch only waits for changes");
        }

        @Override
        public boolean awaitChange() throws InterruptedException {
          asked.incrementAndGet();
          Optional<String> next = told.take();
          if (next.equals(Optional.of("!"))) {
            throw ConfigException.unreadable("f", "gone");
          }
          if (next.equals(Optional.of("?"))) {
            throw new IllegalArgumentException("an ETag that is no header");
          }
          return next.isPresent();
        }
      };

  @Test
  void changesAreToldAndFailuresAreLivedThrough() throws Exception {
    try (ConfigWatcher watcher = ConfigWatcher.start(place, changes::incrementAndGet)) {
      assertThat(watcher).isNotNull();
      told.addAll(
          List.of(Optional.of("one"), Optional.empty(), Optional.of("!"), Optional.of("two")));
      await().until(() -> changes.get() == 2);
      told.addAll(List.of(Optional.of("?"), Optional.of("three")));
      await().until(() -> changes.get() == 3);
    }
    int before = asked.get();
    told.add(Optional.of("four"));
    assertThat(changes).hasValue(3);
    assertThat(asked).hasValue(before);
  }
}
