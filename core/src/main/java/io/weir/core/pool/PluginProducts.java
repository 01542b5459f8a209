package io.weir.core.pool;

import com.google.inject.Inject;
import io.weir.api.balance.Balancer;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.discovery.Discovery;
import io.weir.api.health.HealthCheck;
import io.weir.core.config.ExtensionSection;
import io.weir.core.config.SectionException;
import io.weir.core.config.ServerConfig;
import io.weir.core.plugin.DiscoveryTraits;
import io.weir.core.plugin.ExtensionRegistry;
import io.weir.core.plugin.HealthCheckTraits;
import io.weir.core.plugin.NoTraits;
import io.weir.core.plugin.PluginInfo;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Has a server's parts made by whatever plugins its configuration selects. */
public final class PluginProducts implements PoolProducts.Factory {
  private final ExtensionRegistry<Discovery, DiscoveryTraits> discoveries;
  private final ExtensionRegistry<Balancer, NoTraits> balancers;
  private final ExtensionRegistry<HealthCheck, HealthCheckTraits> healthChecks;

  @Inject
  PluginProducts(
      ExtensionRegistry<Discovery, DiscoveryTraits> discoveries,
      ExtensionRegistry<Balancer, NoTraits> balancers,
      ExtensionRegistry<HealthCheck, HealthCheckTraits> healthChecks) {
    this.discoveries = discoveries;
    this.balancers = balancers;
    this.healthChecks = healthChecks;
  }

  @Override
  public PoolProducts create(String server, ServerConfig config, @Nullable PoolProducts running) {
    Making making = new Making(server);
    try {
      return new PoolProducts(
          config,
          plugins(config),
          running != null && running.keepsBalancer(config)
              ? running.balancer()
              : making.make("balancer", balancers, config.balancer()),
          running != null && running.keepsDiscovery(config)
              ? running.discovery()
              : making.make("discovery", discoveries, config.discovery()),
          discoveryTimeout(config),
          running != null && running.keepsHealthCheck(config)
              ? running.healthCheck()
              : healthCheck(making, config));
    } catch (RuntimeException e) {
      making.undo(e);
      throw e;
    }
  }

  private PoolPlugins plugins(ServerConfig config) {
    return new PoolPlugins(
        plugin(balancers, config.balancer()),
        plugin(discoveries, config.discovery()),
        config.healthcheck().map(check -> plugin(healthChecks, check)).orElse(null));
  }

  private static PluginInfo plugin(ExtensionRegistry<?, ?> registry, ExtensionSection<?> section) {
    return registry.plugin(section.kind(), section.own());
  }

  private Duration discoveryTimeout(ServerConfig config) {
    return config
        .discovery()
        .settings()
        .timeout()
        .orElseGet(() ->
            discoveries
                .traits(config.discovery().kind(), config.discovery().own())
                .defaultTimeout());
  }

  private @Nullable HealthCheck healthCheck(Making making, ServerConfig config) {
    return config.healthcheck().isEmpty()
        ? null
        : making.make("healthcheck", healthChecks, config.healthcheck().get());
  }

  /** What has been made so far, so that it can be undone. */
  private static final class Making {
    private final String server;
    private final Deque<AutoCloseable> made = new ArrayDeque<>();

    Making(String server) {
      this.server = server;
    }

    <T extends AutoCloseable> T make(
        String section, ExtensionRegistry<T, ?> registry, ExtensionSection<?> config) {
      try {
        T product = registry.create(config.kind(), config.own(), server);
        made.push(product);
        return product;
      } catch (InvalidConfigException e) {
        String key = e.key().isEmpty() ? section : section + "." + e.key();
        throw new SectionException(server, key, e.expected());
      }
    }

    void undo(RuntimeException reason) {
      for (AutoCloseable product : made) {
        try {
          product.close();
        } catch (Exception e) {
          reason.addSuppressed(e);
        }
      }
    }
  }
}
