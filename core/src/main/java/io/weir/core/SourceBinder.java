package io.weir.core;

import com.typesafe.config.Config;
import io.weir.core.config.BoundConfig;
import io.weir.core.config.ConfigBinder;
import io.weir.core.config.ConfigReader;
import io.weir.core.config.ConfigSource;
import java.util.Map;

/**
 * Makes sound configurations of texts, by the plugins, protocols and environment of this process.
 * It changes nothing.
 */
final class SourceBinder {
  private final Map<String, String> environment;
  private final ConfigBinder binder;

  SourceBinder(Map<String, String> environment, ConfigBinder binder) {
    this.environment = Map.copyOf(environment);
    this.binder = binder;
  }

  /** Reads a text, with variables in it replaced if that is asked for. */
  static Config read(
      ConfigSource source, boolean environmentVariables, Map<String, String> environment) {
    return new ConfigReader(environment)
        .read(environmentVariables ? source.withVariables(environment) : source);
  }

  /** A complete configuration. */
  BoundConfig bind(ConfigSource source, boolean environmentVariables) {
    return bind(read(source, environmentVariables, environment));
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
