package io.weir.core;

import io.weir.core.acme.ObtainedCertificates;
import io.weir.core.config.BoundConfig;
import io.weir.core.config.ConfigBinder;
import io.weir.core.config.ConfigDifference;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigSource;
import io.weir.core.config.SectionException;
import io.weir.core.config.WeirConfig;
import io.weir.core.server.Server;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.ServerStartException;
import io.weir.core.server.Servers;
import java.util.List;
import java.util.Set;

/**
 * The configuration that weir runs by, and the one way in which it changes: a complete new one is
 * bound, what differs is put into effect, and only then it is the running one. One change at a
 * time, never on an event loop.
 */
final class RunningConfig {
  private final SourceBinder binder;
  private final Servers servers;
  private final ObtainedCertificates certificates;
  private volatile BoundConfig current;
  private volatile boolean frozen;

  RunningConfig(
      SourceBinder binder,
      Servers servers,
      ObtainedCertificates certificates,
      BoundConfig initial) {
    this.binder = binder;
    this.servers = servers;
    this.certificates = certificates;
    this.current = initial;
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
      putIntoEffect(next);
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
    current = binder.without(current, name);
    certificates.follow(config());
    return true;
  }

  ReloadPlan plan(ConfigSource source, boolean environmentVariables) {
    BoundConfig next = binder.bind(source, environmentVariables);
    return new ReloadPlan(next, ConfigDifference.between(config(), next.config()));
  }

  synchronized ConfigDifference apply(ReloadPlan plan) {
    requireChangeable();
    try {
      return putIntoEffect(plan.bound());
    } catch (RuntimeException e) {
      throw new StartException(StartFailure.lines(plan.bound(), e), e);
    }
  }

  /** Either all of it comes to be or nothing does. */
  private ConfigDifference putIntoEffect(BoundConfig next) {
    ConfigDifference difference = ConfigDifference.between(config(), next.config());
    List<ServerDefinition> wanted =
        ServerDefinition.all(next.config()).stream()
            .filter(server -> !difference.untouched().contains(server.name()))
            .toList();
    servers.change(wanted, Set.copyOf(difference.removed()), next.config().shutdownTimeout());
    current = next.inPlaceOf(current);
    certificates.follow(config());
    return difference;
  }

  private void requireChangeable() {
    if (frozen) {
      throw new StoppingException();
    }
  }
}
