package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.config.Secret;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.core.plugin.PluginException;
import io.weir.testkit.plugin.PluginJarBuilder;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A contract tests what is in the jars, as weir loads them, and not what is on the class path. */
class PackagedContractTest {
  private static final String ENTRY = "packaged.Entry";

  private static final String RIGHT =
      """
      new Discovery() {
        private final int keptForItself = config.ports().size();
        @Override public List<Backend> fetch() {
          if (!config.token().get().value().equals("hush") || config.level() != Level.HIGH) {
            throw new IllegalStateException("the keys are others");
          }
          return config.ports().stream().map(port -> Backend.of(config.host(), port)).toList();
        }
      }
      """;

  private static Path rightJar;

  @TempDir private Path folder;

  @BeforeAll
  static void pack(@TempDir Path jars) {
    rightJar = plugin(RIGHT).write(jars.resolve("mine.jar"));
  }

  /** Keys of the sorts that have to be taken from one class to the other. */
  record Keys(String host, List<Integer> ports, Optional<Secret> token, Level level) {}

  /** Words of the plugin's own. */
  enum Level {
    LOW,
    HIGH
  }

  /** What is on the class path: always right. */
  private record OnTheClassPath() implements DiscoveryFactory<Keys> {
    @Override
    public String kind() {
      return "mine";
    }

    @Override
    public Class<Keys> configType() {
      return Keys.class;
    }

    @Override
    public Discovery create(Keys config, PluginContext context) {
      return () -> List.of(Backend.of("a", 80), Backend.of("a", 81));
    }
  }

  private static class Contract extends DiscoveryContract {
    private final List<Path> jars;

    Contract(List<Path> jars) {
      this.jars = jars;
    }

    @Override
    protected List<Path> packaged() {
      return jars;
    }

    @Override
    protected DiscoveryFactory<?> factory() {
      return new OnTheClassPath();
    }

    @Override
    protected Record config() {
      return new Keys("a", List.of(80, 81), Optional.of(new Secret("hush")), Level.HIGH);
    }

    @Override
    protected List<Backend> expected() {
      return List.of(Backend.of("a", 80), Backend.of("a", 81));
    }
  }

  /** All rules hold for a jar that keeps them. */
  @Nested
  class Right extends Contract {
    Right() {
      super(List.of(rightJar));
    }
  }

  private Contract contractOf(Path... jars) {
    Contract contract = new Contract(List.of(jars));
    contract.lend(folder);
    return contract;
  }

  @Test
  void findsWhatIsWrongInTheJarAlone() throws Exception {
    Contract contract =
        contractOf(plugin("() -> List.of(Backend.of(\"b\", 80))").write(folder.resolve("m.jar")));
    assertThatThrownBy(contract::fetchFindsWhatTheSourceTells).isInstanceOf(AssertionError.class);
    contract.closeProducts();
  }

  @Test
  void findsALibraryThatIsNotInTheFolder() throws Exception {
    Path library =
        PluginJarBuilder.library()
            .source(
                "lib.Ports",
                """
                package lib;

                public final class Ports {
                  public static final java.util.List<Integer> ALL = java.util.List.of(80, 81);
                }
                """)
            .write(folder.resolve("libraries/ports.jar"));
    Path jar =
        plugin("() -> lib.Ports.ALL.stream().map(port -> Backend.of(\"a\", port)).toList()")
            .compiledAgainst(library)
            .write(folder.resolve("mine.jar"));

    Contract alone = contractOf(jar);
    assertThatThrownBy(alone::fetchFindsWhatTheSourceTells).hasMessageContaining("lib.Ports");
    alone.closeProducts();

    Contract together = contractOf(jar, library.getParent());
    assertThatCode(together::fetchFindsWhatTheSourceTells).doesNotThrowAnyException();
    together.closeProducts();
  }

  @Test
  void saysWhyAJarCannotBeLoaded() {
    Path jar =
        plugin(RIGHT)
            .descriptor("id=mine\nversion=1\napi=[9.0,10.0)\n")
            .write(folder.resolve("9.jar"));
    assertThatThrownBy(contractOf(jar)::kindHasTheFormOfAName)
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("is for API [9.0,10.0)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"never-built.jar", "never-built"})
  void saysWhichJarOrFolderIsNotThere(String name) {
    Path place = folder.resolve(name);
    assertThatThrownBy(contractOf(place)::kindHasTheFormOfAName)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(place + ": not there")
        .hasMessageContaining("weir.testkit.plugin");
  }

  @Test
  void anotherKindThanThatOnTheClassPathIsNotOffered() {
    Path jar =
        PluginJarBuilder.plugin("mine")
            .provider("p.P")
            .source("p.P", "package p; public final class P implements io.weir.api.WeirPlugin {}")
            .write(folder.resolve("p.jar"));
    assertThatThrownBy(contractOf(jar)::kindHasTheFormOfAName)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"mine\"");
  }

  @Test
  void logsWhereTheTestLooks() throws Exception {
    Contract contract =
        contractOf(
            plugin("() -> { context.logger().info(\"hello\"); return List.of(); }")
                .write(folder.resolve("mine.jar")));
    var _ = contract.create().fetch();
    assertThat(contract.context().log()).anyMatch(line -> line.contains("hello"));
    contract.closeProducts();
  }

  private static PluginJarBuilder plugin(String product) {
    return PluginJarBuilder.plugin("mine")
        .provider(ENTRY)
        .source(
            ENTRY,
            """
            package packaged;

            import io.weir.api.*;
            import io.weir.api.config.*;
            import io.weir.api.discovery.*;
            import java.util.*;

            public final class Entry implements WeirPlugin {
              enum Level { LOW, HIGH }
              record Keys(String host, List<Integer> ports, Optional<Secret> token, Level level) {}

              @Override public List<DiscoveryFactory<?>> discoveries() {
                return List.of(new DiscoveryFactory<Keys>() {
                  @Override public String kind() { return "mine"; }
                  @Override public Class<Keys> configType() { return Keys.class; }
                  @Override public Discovery create(Keys config, PluginContext context) {
                    return %s;
                  }
                });
              }
            }
            """
                .formatted(product));
  }
}
