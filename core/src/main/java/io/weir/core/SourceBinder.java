package io.weir.core;

import com.typesafe.config.Config;
import io.weir.core.config.BoundConfig;
import io.weir.core.config.ConfigBinder;
import io.weir.core.config.ConfigReader;
import io.weir.core.config.ConfigSource;
import io.weir.core.plugin.ExtensionCatalog;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes sound configurations of texts, by a set of plugins and by the protocols and the environment
 * of this process. It changes nothing.
 */
final class SourceBinder {
  private final Map<String, String> environment;
  private final Function<ExtensionCatalog, ConfigBinder> binders;
  private final ConfigBinder binder;

  /**
   * Makes one.
   *
   * @param binders the binder by what plugins offer
   * @param plugins what they offer
   */
  SourceBinder(
      Map<String, String> environment,
      Function<ExtensionCatalog, ConfigBinder> binders,
      ExtensionCatalog plugins) {
    this.environment = Map.copyOf(environment);
    this.binders = binders;
    this.binder = binders.apply(plugins);
  }

  /** The same by other plugins. */
  SourceBinder by(ExtensionCatalog plugins) {
    return new SourceBinder(environment, binders, plugins);
  }

  /** Reads a text, with variables in it replaced if that is asked for. */
  static Config read(
      ConfigSource source, boolean environmentVariables, Map<String, String> environment) {
    return new ConfigReader(environment)
        .read(environmentVariables ? source.withVariables(environment) : source);
  }

  /** Reads a text by the environment of this process. */
  Config read(ConfigSource source, boolean environmentVariables) {
    return read(source, environmentVariables, environment);
  }

  /** A complete configuration that has been read. */
  BoundConfig bind(Config tree) {
    return binder.bind(tree);
  }

  /** A configuration and one more server. */
  BoundConfig with(BoundConfig running, String name, ConfigSource section) {
    return binder.bindWith(running.tree(), name, read(section, false, environment));
  }

  /** A configuration without one of its servers. */
  BoundConfig without(BoundConfig running, String name) {
    return binder.bindWithout(running.tree(), name);
  }
}
