package io.weir.core;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import io.weir.core.config.ConfigSource;
import io.weir.core.config.MissingCapabilities;
import io.weir.core.config.SectionException;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.lifecycle.Lifecycle;
import io.weir.core.lifecycle.StartProgress;
import io.weir.core.plugin.ExtensionException;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.pool.PoolThreads;
import io.weir.core.server.Server;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.ServerStartException;
import io.weir.core.server.Servers;
import io.weir.core.transport.EventLoops;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The running engine. It comes up in two steps: {@link #prepare} reads and checks everything and
 * starts nothing; {@link EnginePlan#start} builds the one injector and starts the services in
 * order.
 */
public final class Weir {
  private final ExtensionRegistries extensions;
  private final Lifecycle lifecycle;
  private final Servers servers;

  private Weir(ExtensionRegistries extensions, Injector injector) {
    this.extensions = extensions;
    this.servers = injector.getInstance(Servers.class);
    this.lifecycle =
        new Lifecycle(
            List.of(
                injector.getInstance(EventLoops.class),
                injector.getInstance(PoolThreads.class),
                servers));
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
   * @throws StartException if a protocol's jar is broken
   */
  public static EnginePlan prepare(
      ConfigSource source,
      boolean environmentVariables,
      Path plugins,
      Path state,
      StartProgress progress) {
    Map<String, String> environment = System.getenv();
    return EnginePlan.make(
        environmentVariables ? source.withVariables(environment) : source,
        environment,
        plugins,
        state,
        progress);
  }

  static Weir start(EnginePlan plan, ConnectionLog log) {
    List<String> missing = MissingCapabilities.of(plan.config());
    if (!missing.isEmpty()) {
      plan.close();
      throw new StartException(missing);
    }
    List<ServerDefinition> definitions = new ArrayList<>();
    plan.config()
        .servers()
        .forEach((name, config) -> definitions.add(new ServerDefinition(name, config)));
    List<Module> modules = new ArrayList<>(plan.protocols().modules());
    modules.add(new CoreModule(plan.extensions(), definitions, log));
    try {
      Weir weir = new Weir(plan.extensions(), Guice.createInjector(Stage.PRODUCTION, modules));
      plan.progress().ended("injector");
      weir.lifecycle.start();
      plan.progress().ended("listening");
      return weir;
    } catch (Exception e) {
      plan.close();
      throw new StartException(List.of(line(plan, e)), e);
    }
  }

  private static String line(EnginePlan plan, Exception e) {
    return switch (e) {
      case SectionException section -> plan.line(section);
      case ServerStartException server -> String.valueOf(server.getMessage());
      case ExtensionException extension -> String.valueOf(extension.getMessage());
      case CreationException creation ->
          "a protocol cannot be put together: "
              + creation.getErrorMessages().iterator().next().getMessage();
      default -> "cannot start: " + e;
    };
  }

  /** The running servers, by name. */
  public List<Server> servers() {
    return servers.all();
  }

  /**
   * Stops: takes no more connections, lets the open ones end, then closes what is left.
   *
   * @param limit how long the open ones may take
   */
  public void stop(Duration limit) {
    servers.drain(limit);
    lifecycle.stop();
    extensions.close();
  }
}
