package io.weir.testkit.plugin;

import com.typesafe.config.Config;
import io.weir.api.Backend;
import io.weir.core.config.ConfigBinder;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigReader;
import io.weir.core.config.ConfigSource;
import io.weir.core.config.ExtensionKind;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.plugin.InstalledPlugins;
import io.weir.core.plugin.PluginEnvironment;
import io.weir.core.plugin.PluginException;
import io.weir.core.plugin.PluginLoader;
import io.weir.core.stats.PluginMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Loads plugins that a test writes into a folder of its own. */
abstract class PluginTest {
  /** Long enough for a busy machine where nothing hangs, short enough to wait for where it does. */
  private static final Duration AMPLE = Duration.ofSeconds(60);

  protected final PluginMetrics metrics = new PluginMetrics();
  @TempDir Path folder;
  protected Duration createLimit = AMPLE;
  protected Duration closeLimit = AMPLE;

  @BeforeEach
  void createPluginsFolder() throws Exception {
    Files.createDirectory(plugins());
  }

  final Path plugins() {
    return folder.resolve("plugins");
  }

  final PluginEnvironment environment() {
    return new PluginEnvironment(
        folder.resolve("state"),
        InstantSource.system(),
        metrics,
        createLimit,
        closeLimit,
        LoggerFactory::getLogger);
  }

  final ExtensionRegistries load() {
    return load(Map.of());
  }

  final ExtensionRegistries load(Map<String, String> replace) {
    return installed(replace).sound();
  }

  private InstalledPlugins installed(Map<String, String> replace) {
    return new PluginLoader(environment())
        .load(List.of(plugins()), replace, Set.of("tcp", "tls", "udp"));
  }

  /**
   * All that is wrong with the plugins, without the folder's own path, and then with a
   * configuration that says this and nothing else.
   */
  final List<String> problemsOfAll(String configuration) {
    Config tree =
        new ConfigReader(Map.of())
            .read(ConfigSource.text("weir.conf", configuration, ConfigFormat.HOCON));
    InstalledPlugins installed = installed(ConfigBinder.plugins(tree).replace());
    List<String> problems = new ArrayList<>();
    installed.problems().forEach(line -> problems.add(line.replace(folder + "/", "")));
    try (ExtensionRegistries extensions = installed.extensions()) {
      new ConfigBinder(extensions.catalog(), Set.of("tcp"), List.of()).bind(tree);
    } catch (ConfigException e) {
      problems.addAll(e.lines());
    }
    return problems;
  }

  /** The problems that keep the plugins from being loaded, without the folder's own path. */
  final List<String> problems() {
    try (ExtensionRegistries registries = load()) {
      throw new AssertionError("loaded " + registries.plugins());
    } catch (PluginException e) {
      return e.lines().stream().map(line -> line.replace(folder + "/", "")).toList();
    }
  }

  /** Code that goes on until a file exists, whoever interrupts it. */
  static String deafUntil(Path end) {
    return "while (!java.nio.file.Files.exists(java.nio.file.Path.of(\"" + end + "\"))) {}\n";
  }

  /** A plugin with one discovery that answers with the value of an expression. */
  static PluginJarBuilder discovery(String id, String kind, String expression) {
    return discoveryBody(id, kind, "return " + expression + ";");
  }

  /** A plugin with one discovery whose fetch is given. */
  static PluginJarBuilder discoveryBody(String id, String kind, String body) {
    return discoveryCreatedBy(
        id,
        kind,
        """
        return new Discovery() {
          @Override public List<Backend> fetch() throws Exception {
            %s
          }
        };
        """
            .formatted(body));
  }

  /** A plugin with one discovery whose create is given. */
  static PluginJarBuilder discoveryCreatedBy(String id, String kind, String body) {
    return entry(
        id,
        """
        public record Keys(String text) {}

        @Override public List<DiscoveryFactory<?>> discoveries() {
          return List.of(new DiscoveryFactory<Keys>() {
            @Override public String kind() { return "%s"; }
            @Override public Class<Keys> configType() { return Keys.class; }
            @Override public Discovery create(Keys config, PluginContext context) throws Exception {
              %s
            }
          });
        }
        """
            .formatted(kind, body));
  }

  /** A plugin whose entry class has these members. */
  static PluginJarBuilder entry(String id, String members) {
    String name = id.replace('-', '_') + ".Entry";
    return PluginJarBuilder.plugin(id)
        .provider(name)
        .source(
            name,
"""
            package %s;

            import io.weir.api.*;
            import io.weir.api.balance.*;
            import io.weir.api.certificate.*;
            import io.weir.api.config.*;
            import io.weir.api.discovery.*;
            import io.weir.api.health.*;
            import java.util.ArrayList;
import java.util.List;

            public final class Entry implements WeirPlugin {
              %s
            }
"""
                .formatted(id.replace('-', '_'), members));
  }

  /** A record of an extension's keys, with one text or without any. */
  static Record config(ExtensionRegistries registries, ExtensionKind kind, String name) {
    try {
      var constructor =
          registries.catalog().configType(kind, name).orElseThrow().getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return (Record)
          (constructor.getParameterCount() == 0
              ? constructor.newInstance()
              : constructor.newInstance("x"));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name + ": its record cannot be made", e);
    }
  }

  static List<Backend> fetch(ExtensionRegistries registries, String kind) throws Exception {
    try (var discovery =
        registries
            .discoveries()
            .create(kind, config(registries, ExtensionKind.DISCOVERY, kind), "web")) {
      return discovery.fetch();
    }
  }
}
