package io.weir.core;

import com.typesafe.config.Config;
import io.weir.core.acme.KeptCertificate;
import io.weir.core.config.BoundConfig;
import io.weir.core.config.ConfigBinder;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigSource;
import io.weir.core.config.Problem;
import io.weir.core.config.ServerRule;
import io.weir.core.config.WeirConfig;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.lifecycle.StartProgress;
import io.weir.core.plugin.ExtensionCatalog;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.plugin.InstalledPlugins;
import io.weir.core.plugin.PluginEnvironment;
import io.weir.core.plugin.PluginLoader;
import io.weir.core.stats.PluginMetrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that a start needs, found sound: a configuration, the plugins and the protocols.
 * Nothing runs yet, so this is also all that checking a configuration takes.
 */
public final class EnginePlan implements AutoCloseable {
  private final SourceBinder binder;
  private final BoundConfig bound;
  private final PluginSource plugins;
  private final ExtensionRegistries extensions;
  private final Protocols protocols;
  private final StartProgress progress;

  private EnginePlan(
      SourceBinder binder,
      BoundConfig bound,
      PluginSource plugins,
      ExtensionRegistries extensions,
      Protocols protocols,
      StartProgress progress) {
    this.binder = binder;
    this.bound = bound;
    this.plugins = plugins;
    this.extensions = extensions;
    this.protocols = protocols;
    this.progress = progress;
  }

  static EnginePlan make(
      ConfigSource source,
      boolean environmentVariables,
      Map<String, String> environment,
      Path plugins,
      Path state,
      StartProgress progress) {
    Config tree = SourceBinder.read(source, environmentVariables, environment);
    progress.ended("configuration");
    Protocols protocols = Protocols.installed();
    List<Path> folders = List.of(plugins);
    PluginLoader loader = new PluginLoader(PluginEnvironment.of(state, new PluginMetrics()));
    InstalledPlugins installed =
        loader.load(folders, ConfigBinder.plugins(tree).replace(), protocols.names());
    ExtensionRegistries extensions = installed.extensions();
    progress.ended("plugins");
    try {
      SourceBinder binder =
          new SourceBinder(environment, by -> binder(protocols, by), extensions.catalog());
      BoundConfig bound = binder.bind(tree);
      progress.ended("binding");
      return new EnginePlan(
          binder,
          bound,
          config -> loader.change(folders, config.replace(), protocols.names(), extensions),
          installed.sound(),
          protocols,
          progress);
    } catch (ConfigException e) {
      extensions.close();
      throw installed.problems().isEmpty() ? e : both(installed.problems(), e);
    }
  }

  private static ConfigBinder binder(Protocols protocols, ExtensionCatalog plugins) {
    ServerRule checkFitsProtocol =
        (server, config, problems) ->
            config
                .healthcheck()
                .filter(check -> !plugins.supports(check.kind(), config.protocol()))
                .ifPresent(_ ->
                    problems.report(
                        "healthcheck.kind",
                        "a check that makes sense for protocol `" + config.protocol() + "`"));
    return new ConfigBinder(plugins, protocols.names(), List.of(protocols, checkFitsProtocol));
  }

  static StartException both(List<String> plugins, ConfigException configuration) {
    List<String> lines = new ArrayList<>(plugins);
    lines.addAll(configuration.lines());
    return new StartException(lines, configuration);
  }

  /** The configuration, with each server's defaults filled in. */
  public WeirConfig config() {
    return bound.config();
  }

  /**
   * A line about a key that showed to be wrong only when it was put into effect, with its place in
   * the file.
   *
   * @param key dotted from the top
   * @param statement what is wrong
   */
  public String line(String key, String statement) {
    return bound.problem(List.of(key.split("\\.", -1)), statement).toString();
  }

  /** What an operator should know although it is no error, a line each. */
  public List<String> warnings() {
    return bound.warnings().stream().map(Problem::toString).toList();
  }

  /**
   * What the store has for each name in {@code tls.acme_hosts}. May block.
   *
   * @throws StartException if the store cannot be read
   */
  public List<KeptCertificate> keptCertificates() throws InterruptedException {
    try {
      return KeptCertificate.all(config(), extensions);
    } catch (RuntimeException e) {
      throw new StartException(StartFailure.lines(bound, e), e);
    }
  }

  /** The extensions that are installed. */
  public ExtensionRegistries extensions() {
    return extensions;
  }

  /**
   * Starts the engine.
   *
   * @param log hears of every connection that has ended, from the first one on
   * @return the engine, when clients can connect
   * @throws StartException if it cannot start; nothing is left running then
   */
  public Weir start(ConnectionLog log) {
    return Weir.start(this, log);
  }

  PluginSource plugins() {
    return plugins;
  }

  Protocols protocols() {
    return protocols;
  }

  StartProgress progress() {
    return progress;
  }

  SourceBinder binder() {
    return binder;
  }

  BoundConfig bound() {
    return bound;
  }

  /** Lets go of the plugins. Needed only if it is not started. */
  @Override
  public void close() {
    extensions.close();
  }
}
