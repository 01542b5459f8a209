package io.weir.core;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import io.weir.core.acme.ObtainedCertificates;
import io.weir.core.config.ConfigDifference;
import io.weir.core.config.ConfigSource;
import io.weir.core.config.GivenKeys;
import io.weir.core.config.WeirConfig;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.lifecycle.Lifecycle;
import io.weir.core.lifecycle.StartProgress;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.plugin.InstalledPlugins;
import io.weir.core.plugin.OfferedExtension;
import io.weir.core.plugin.PluginEnvironment;
import io.weir.core.plugin.PluginLoader;
import io.weir.core.plugin.PluginStatus;
import io.weir.core.plugin.PluginVerification;
import io.weir.core.plugin.VerifiedPlugin;
import io.weir.core.pool.PoolThreads;
import io.weir.core.server.Server;
import io.weir.core.server.Servers;
import io.weir.core.stats.PluginMetrics;
import io.weir.core.transport.EventLoops;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The running engine. It comes up in two steps: {@link #prepare} reads and checks everything and
 * starts nothing; {@link EnginePlan#start} builds the one injector and starts the services in
 * order.
 */
public final class Weir {
  private final ExtensionRegistries extensions;
  private final Lifecycle lifecycle;
  private final EventLoops loops;
  private final Servers servers;
  private final ObtainedCertificates certificates;
  private final RunningConfig running;

  private Weir(EnginePlan plan, Injector injector) {
    this.extensions = plan.extensions();
    this.loops = injector.getInstance(EventLoops.class);
    this.servers = injector.getInstance(Servers.class);
    this.certificates = injector.getInstance(ObtainedCertificates.class);
    this.running =
        new RunningConfig(plan.binder(), plan.plugins(), servers, certificates, plan.bound());
    // Servers are given the certificates that are kept, so those are read before.
    this.lifecycle =
        new Lifecycle(
            List.of(
                loops,
                injector.getInstance(PoolThreads.class),
                certificates,
                running,
                new PluginWatch(extensions, PluginWatch.PERIOD)));
  }

  /**
   * Reads and checks a configuration and the installed plugins.
   *
   * @param source the configuration
   * @param environmentVariables whether {@code ${NAME}} is replaced in it first (TOML and JSON)
   * @param plugins the folder of the plugins
   * @param state the folder for what plugins keep
   * @param progress hears of the phases, from here to the end of {@link EnginePlan#start}
   * @throws io.weir.core.config.ConfigException with all that is wrong with the configuration
   * @throws io.weir.core.plugin.PluginException with all that is wrong with the plugins
   * @throws StartException if a protocol's jar is broken, or with all that is wrong if something is
   *     wrong with both configuration and plugins
   */
  public static EnginePlan prepare(
      ConfigSource source,
      boolean environmentVariables,
      Path plugins,
      Path state,
      StartProgress progress) {
    return EnginePlan.make(source, environmentVariables, System.getenv(), plugins, state, progress);
  }

  /**
   * Loads the installed plugins without a configuration, for whoever wants to know which there are.
   *
   * @param plugins the folder of the plugins
   * @param state the folder for what plugins keep
   * @return those that can be loaded, to be closed, and what is wrong with the others
   * @throws StartException if a protocol's jar is broken
   */
  public static InstalledPlugins installed(Path plugins, Path state) {
    return new PluginLoader(PluginEnvironment.of(state, new PluginMetrics()))
        .load(List.of(plugins), Map.of(), Protocols.installed().names());
  }

  /**
   * Looks at a packaged plugin as it would be loaded, wherever it lies.
   *
   * @param plugin its jar, or the folder with it and its libraries
   * @param plugins where plugins are installed
   * @param values keys of its kinds, {@code balancer.nearby { zone = a }}; may be empty
   * @param state the folder that it is lent for what it keeps
   * @throws io.weir.core.config.ConfigException if the values cannot be read
   * @throws StartException if a protocol's jar is broken
   */
  public static VerifiedPlugin verify(Path plugin, Path plugins, ConfigSource values, Path state)
      throws InterruptedException {
    return PluginVerification.verify(
        PluginEnvironment.of(state, new PluginMetrics()),
        plugin,
        plugins,
        Protocols.installed().names(),
        GivenKeys.read(values, System.getenv()));
  }

  static Weir start(EnginePlan plan, ConnectionLog log) {
    try {
      List<Module> modules = new ArrayList<>(plan.protocols().modules());
      modules.add(new CoreModule(plan.extensions(), plan.config(), log));
      Weir weir = new Weir(plan, Guice.createInjector(Stage.PRODUCTION, modules));
      plan.progress().ended("injector");
      weir.lifecycle.start();
      plan.progress().ended("listening");
      weir.certificates.follow(weir.config());
      return weir;
    } catch (StartException e) {
      plan.close();
      throw e;
    } catch (Exception e) {
      plan.close();
      throw new StartException(lines(plan, e), e);
    }
  }

  private static List<String> lines(EnginePlan plan, Exception e) {
    return switch (e) {
      case CreationException creation ->
          List.of(
              "a protocol cannot be put together: "
                  + creation.getErrorMessages().iterator().next().getMessage());
      case RuntimeException failure -> StartFailure.lines(plan.bound(), failure);
      default -> List.of("cannot start: " + e);
    };
  }

  /**
   * The running configuration: servers with defaults filled in, those added at run time included.
   */
  public WeirConfig config() {
    return running.config();
  }

  /** The running servers, by name. */
  public List<Server> servers() {
    return servers.all();
  }

  /** The running server of that name. */
  public Optional<Server> server(String name) {
    return servers.find(name);
  }

  /** The certificates that are obtained for servers' names. */
  public ObtainedCertificates obtainedCertificates() {
    return certificates;
  }

  /** The event loops that move the connections' bytes. */
  public EventLoops loops() {
    return loops;
  }

  /** How it stands with the plugins. */
  public List<PluginStatus> plugins() {
    return extensions.status();
  }

  /** What they offer, also what is replaced, by kind and name. */
  public List<OfferedExtension> offered() {
    return extensions.offered();
  }

  /** What the plugins count. */
  public PluginMetrics pluginMetrics() {
    return extensions.metrics();
  }

  /**
   * Adds a server; when it returns, clients can connect. May block.
   *
   * @param name its name
   * @param section its section, as a configuration of its own; {@code defaults} come from the
   *     running configuration
   * @throws io.weir.core.config.ConfigException with all that is wrong with the section
   * @throws ServerExistsException if there is a server of that name
   * @throws io.weir.core.server.ServerStartException if it cannot start, e.g. because its address
   *     is taken
   * @throws StoppingException if weir is about to stop
   */
  public Server addServer(String name, ConfigSource section) {
    return running.add(name, section);
  }

  /**
   * Takes a server away and closes its connections. May block.
   *
   * @return false if there is none of that name
   * @throws StoppingException if weir is about to stop
   */
  public boolean removeServer(String name) {
    return running.remove(name);
  }

  /**
   * Reads and checks another configuration for this weir, and the plugins that are installed now,
   * and says what that would change. Nothing is changed.
   *
   * @param source the complete configuration
   * @param environmentVariables whether {@code ${NAME}} is replaced in it first (TOML and JSON)
   * @return the plan, to be closed
   * @throws io.weir.core.config.ConfigException with all that is wrong with it
   * @throws io.weir.core.plugin.PluginException with all that is wrong with the plugins
   * @throws StartException with all that is wrong if something is wrong with both
   */
  public ReloadPlan planReload(ConfigSource source, boolean environmentVariables) {
    return running.plan(source, environmentVariables);
  }

  /**
   * Goes on by another configuration. Untouched servers keep everything; changed ones their
   * listener, their connections, which finish by the settings they began with, and their counters;
   * removed ones take no more connections, and those that are open may go on for {@code
   * shutdown_timeout}. May block for some seconds.
   *
   * @return what was changed; it differs from the plan's own account if something else changed in
   *     between
   * @throws StartException if something of it cannot be; nothing is changed then
   * @throws StoppingException if weir is about to stop
   */
  public ConfigDifference apply(ReloadPlan plan) {
    return running.apply(plan);
  }

  /** Whether it takes connections: false from the moment a stop begins. */
  public boolean accepting() {
    return running.mayChange();
  }

  /**
   * Stops: takes no more connections, lets the open ones end, then closes what is left.
   *
   * @param limit how long the open ones may take
   */
  public void stop(Duration limit) {
    running.freeze();
    servers.drain(limit);
    lifecycle.stop();
    extensions.close();
  }
}
