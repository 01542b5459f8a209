package io.weir.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.api.discovery.Discovery;
import io.weir.core.config.ExtensionKind;
import io.weir.core.plugin.ExtensionCatalog;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.plugin.PluginChange;
import io.weir.core.plugin.PluginException;
import io.weir.core.plugin.PluginLoader;
import io.weir.core.plugin.PluginStatus;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Jars that are exchanged under a weir that goes on, with their products in use. */
class PluginExchangeTest extends PluginTest {
  private static final Set<String> PROTOCOLS = Set.of("tcp", "tls", "udp");

  @Test
  void jarsThatNobodyHasTouchedAreNotLoadedAgain() throws Exception {
    finds("a", 1);
    finds("b", 1);
    try (ExtensionRegistries running = load();
        PluginChange change = change(running)) {
      assertThat(change.lines()).isEmpty();
      assertThat(change.catalog()).isSameAs(running.catalog());
    }
  }

  @Test
  void whatChangedIsAnotherPluginAndWhatDidNotIsTheSame() throws Exception {
    finds("a", 1);
    finds("b", 1);
    try (ExtensionRegistries running = load()) {
      Class<?> a = keys(running.catalog(), "a");
      Class<?> b = keys(running.catalog(), "b");
      assertThat(fetch(running, "b")).containsExactly(Backend.of("h", 1));
      finds("b", 2);
      finds("c", 2);

      try (PluginChange change = change(running)) {
        assertThat(change.lines())
            .containsExactly(
                "b: changed, 1.0 as before (" + jar("b") + ")", "c: added, 1.0 (" + jar("c") + ")");
        assertThat(keys(change.catalog(), "a")).isSameAs(a);
        assertThat(keys(change.catalog(), "b")).isNotSameAs(b);
        assertThat(fetch(running, "b")).as("so far").containsExactly(Backend.of("h", 1));
      }
      assertThat(running.catalog().names(ExtensionKind.DISCOVERY))
          .as("what was not committed has changed nothing")
          .containsExactly("a", "b");
      exchange(running);

      assertThat(fetch(running, "b")).containsExactly(Backend.of("h", 2));
      assertThat(fetch(running, "c")).containsExactly(Backend.of("h", 2));
      Files.delete(jar("a"));
      assertThat(exchange(running)).containsExactly("a: removed");
      assertThat(running.discoveries().names()).containsExactly("b", "c");
    }
  }

  @Test
  void productsOfBothCanBeMadeWhileTheyAreExchanged() throws Exception {
    finds("a", 1);
    try (ExtensionRegistries running = load()) {
      Record old = config(running, ExtensionKind.DISCOVERY, "a");
      assertThat(fetched(running, old)).containsExactly(Backend.of("h", 1));
      finds("a", 2);

      try (PluginChange change = change(running)) {
        Record next = record(keys(change.catalog(), "a"));
        assertThatThrownBy(() -> running.discoveries().create("a", next, "web"))
            .isInstanceOf(IllegalArgumentException.class);
        change.begin();

        assertThat(fetched(running, old)).containsExactly(Backend.of("h", 1));
        assertThat(fetched(running, next)).containsExactly(Backend.of("h", 2));

        change.commit();
        assertThat(fetched(running, next)).containsExactly(Backend.of("h", 2));
        assertThatThrownBy(() -> fetched(running, old))
            .as("of a plugin that is gone")
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void aProductOutlivesTheJarThatIsWrittenOver() throws Exception {
    discoveryBody("a", "a", "return a.Late.found();")
        .source(
            "a.Late",
            """
            package a;
            final class Late {
              static java.util.List<io.weir.api.Backend> found() {
                return java.util.List.of(io.weir.api.Backend.of("h", 1));
              }
            }
            """)
        .write(jar("a"));
    try (ExtensionRegistries running = load()) {
      Discovery old =
          running.discoveries().create("a", config(running, ExtensionKind.DISCOVERY, "a"), "web");
      // Written to the same file, not put in its place.
      finds("a", 2);

      assertThat(old.fetch()).as("its class is read only now").containsExactly(Backend.of("h", 1));
      exchange(running);
      assertThat(old.fetch()).containsExactly(Backend.of("h", 1));
      assertThat(running.status())
          .extracting(PluginStatus::current)
          .as("both are told of as long as there is a product")
          .containsExactly(true, false);
      old.close();
      assertThat(running.status()).extracting(PluginStatus::current).containsExactly(true);
      assertThat(copies("a")).isEmpty();
    }
  }

  @Test
  void nothingOfAPluginIsLeftOnceItsLastProductIsClosed() throws Exception {
    finds("a", 1);
    try (ExtensionRegistries running = load()) {
      WeakReference<Class<?>> itsClass = usedAndExchanged(running);

      await()
          .until(() -> {
            System.gc();
            return itsClass.get() == null;
          });
    }
  }

  /** A method of its own, so that no variable leads to the product afterwards. */
  private WeakReference<Class<?>> usedAndExchanged(ExtensionRegistries running) throws Exception {
    try (Discovery old =
        running.discoveries().create("a", config(running, ExtensionKind.DISCOVERY, "a"), "web")) {
      WeakReference<Class<?>> itsClass = new WeakReference<>(keys(running.catalog(), "a"));
      finds("a", 2);
      exchange(running);
      assertThat(old.fetch()).hasSize(1);
      return itsClass;
    }
  }

  @Test
  void noProductIsMadeOfAJarThatIsNotWhatWasLoaded() throws Exception {
    finds("a", 1);
    try (ExtensionRegistries running = load()) {
      finds("a", 2);

      assertThatThrownBy(() -> fetch(running, "a"))
          .hasMessage(
              "discovery \"a\" of plugin a (%s): the jar was changed since it was loaded (expected: a"
                  + " reload first)",
              jar("a"));
      exchange(running);
      assertThat(fetch(running, "a")).containsExactly(Backend.of("h", 2));
    }
  }

  @Test
  void whatIsWrongWithAJarKeepsEverythingAsItWas() throws Exception {
    finds("a", 1);
    try (ExtensionRegistries running = load()) {
      Files.writeString(jar("a"), "no jar");
      finds("b", 1);

      try (PluginChange change = change(running)) {
        assertThat(change.problems())
            .singleElement()
            .asString()
            .startsWith(jar("a") + ": not a readable jar");
        assertThatThrownBy(change::requireSound).isInstanceOf(PluginException.class);
      }
      assertThat(running.discoveries().names()).containsExactly("a");
    }
  }

  @Test
  void anotherWinnerIsAnExchangeToo() throws Exception {
    discovery("a", "same", "List.of(Backend.of(\"h\", 1))").write(jar("a"));
    discovery("b", "same", "List.of(Backend.of(\"h\", 2))").write(jar("b"));
    try (ExtensionRegistries running = load(Map.of("discovery/same", "a"))) {
      try (PluginChange change =
          new PluginLoader(environment())
              .change(List.of(plugins()), Map.of("discovery/same", "b"), PROTOCOLS, running)) {
        change.requireSound();
        assertThat(change.lines()).isEmpty();
        change.begin();
        change.commit();
      }
      assertThat(fetch(running, "same")).containsExactly(Backend.of("h", 2));
    }
  }

  private Path jar(String id) {
    return plugins().resolve(id + ".jar");
  }

  /** Writes a plugin with a discovery of its own name that finds one port. */
  private void finds(String id, int port) {
    discovery(id, id, "List.of(Backend.of(\"h\", " + port + "))").write(jar(id));
  }

  private PluginChange change(ExtensionRegistries running) {
    return new PluginLoader(environment()).change(List.of(plugins()), Map.of(), PROTOCOLS, running);
  }

  /** Goes on by what is in the folder now, and says in what that differs. */
  private List<String> exchange(ExtensionRegistries running) {
    try (PluginChange change = change(running)) {
      change.requireSound();
      change.begin();
      change.commit();
      return change.lines();
    }
  }

  private static Class<? extends Record> keys(ExtensionCatalog catalog, String name) {
    return catalog.configType(ExtensionKind.DISCOVERY, name).orElseThrow();
  }

  private static Record record(Class<? extends Record> type) throws ReflectiveOperationException {
    return type.getConstructor(String.class).newInstance("x");
  }

  private static List<Backend> fetched(ExtensionRegistries registries, Record config)
      throws Exception {
    try (Discovery discovery = registries.discoveries().create("a", config, "web")) {
      return discovery.fetch();
    }
  }

  private static List<Path> copies(String id) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("weir-plugin-" + id + "-"))
          .toList();
    }
  }
}
