package io.weir.core;

import com.typesafe.config.Config;
import io.weir.core.acme.ObtainedCertificates;
import io.weir.core.config.BoundConfig;
import io.weir.core.config.ConfigBinder;
import io.weir.core.config.ConfigDifference;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigSource;
import io.weir.core.config.SectionException;
import io.weir.core.config.WeirConfig;
import io.weir.core.lifecycle.Service;
import io.weir.core.plugin.PluginChange;
import io.weir.core.server.Server;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.ServerStartException;
import io.weir.core.server.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The configuration that weir runs by, and the one way in which it changes: a complete new one is
 * bound, what differs is put into effect, and only then it is the running one. One change at a
 * time, never on an event loop.
 */
final class RunningConfig implements Service {
  private final PluginSource plugins;
  private final Servers servers;
  private final ObtainedCertificates certificates;
  private volatile SourceBinder binder;
  private volatile BoundConfig current;
  private volatile boolean frozen;

  RunningConfig(
      SourceBinder binder,
      PluginSource plugins,
      Servers servers,
      ObtainedCertificates certificates,
      BoundConfig initial) {
    this.binder = binder;
    this.plugins = plugins;
    this.servers = servers;
    this.certificates = certificates;
    this.current = initial;
  }

  @Override
  public String name() {
    return "servers";
  }

  /** Starts the servers of the configuration; if one cannot start, none does. */
  @Override
  public void start() {
    servers.change(ServerDefinition.all(config()), Set.of(), Duration.ZERO);
  }

  /** Closes all servers and their connections. */
  @Override
  public void stop() {
    servers.stop();
  }

  WeirConfig config() {
    return current.config();
  }

  boolean mayChange() {
    return !frozen;
  }

  /** Lets no change begin any more, and waits for one that is under way. */
  void freeze() {
    frozen = true;
    awaitChange();
  }

  private synchronized void awaitChange() {
    // Who is in here knows that no change is under way.
  }

  synchronized Server add(String name, ConfigSource section) {
    requireChangeable();
    if (current.config().servers().containsKey(name)) {
      throw new ServerExistsException(name);
    }
    BoundConfig next = binder.with(current, name, section);
    try {
      putIntoEffect(next, List.of());
    } catch (SectionException e) {
      throw new ConfigException(List.of(ConfigBinder.problem(next.tree(), e)));
    } catch (ServerStartException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ServerStartException(StartFailure.line(next, e), e);
    }
    return servers.find(name).orElseThrow();
  }

  synchronized boolean remove(String name) {
    requireChangeable();
    if (!servers.remove(name)) {
      return false;
    }
    // What waits for a restart goes on waiting.
    current = binder.without(current, name).inPlaceOf(current);
    certificates.follow(config());
    return true;
  }

  /**
   * Binds another configuration, by the plugins that are installed now.
   *
   * @return what would change, to be closed
   */
  ReloadPlan plan(ConfigSource source, boolean environmentVariables) {
    SourceBinder known = binder;
    Config tree = known.read(source, environmentVariables);
    PluginChange change = plugins.change(ConfigBinder.plugins(tree));
    try {
      SourceBinder next = known.by(change.catalog());
      BoundConfig bound = next.bind(tree);
      change.requireSound();
      return new ReloadPlan(
          next, bound, change, ConfigDifference.between(config(), bound.config(), change.lines()));
    } catch (ConfigException e) {
      change.close();
      throw change.problems().isEmpty() ? e : EnginePlan.both(change.problems(), e);
    } catch (RuntimeException e) {
      change.close();
      throw e;
    }
  }

  synchronized ConfigDifference apply(ReloadPlan plan) {
    requireChangeable();
    try {
      plan.plugins().begin();
      ConfigDifference difference = putIntoEffect(plan.bound(), plan.plugins().lines());
      binder = plan.binder();
      plan.plugins().commit();
      return difference;
    } catch (RuntimeException e) {
      throw new StartException(StartFailure.lines(plan.bound(), e), e);
    }
  }

  /** Either all of it comes to be or nothing does. */
  private ConfigDifference putIntoEffect(BoundConfig next, List<String> plugins) {
    ConfigDifference difference = ConfigDifference.between(config(), next.config(), plugins);
    List<ServerDefinition> wanted =
        ServerDefinition.all(next.config()).stream()
            .filter(server -> !difference.untouched().contains(server.name()))
            .toList();
    BoundConfig result = next.inPlaceOf(current);
    ObtainedCertificates.Exchange exchange = certificates.prepare(result.config());
    try {
      servers.change(wanted, Set.copyOf(difference.removed()), next.config().shutdownTimeout());
    } catch (RuntimeException e) {
      exchange.rollback();
      throw e;
    }
    exchange.commit();
    current = result;
    certificates.follow(config());
    return difference;
  }

  private void requireChangeable() {
    if (frozen) {
      throw new StoppingException();
    }
  }
}
