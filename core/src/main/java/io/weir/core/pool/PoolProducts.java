package io.weir.core.pool;

import io.weir.api.balance.Balancer;
import io.weir.api.discovery.Discovery;
import io.weir.api.health.HealthCheck;
import io.weir.core.config.ExtensionSection;
import io.weir.core.config.HealthCheckSettings;
import io.weir.core.config.ServerConfig;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What plugins have made for one server. It belongs to the server's pool, which closes it.
 *
 * @param config what it was made by
 * @param plugins whose the parts are
 * @param balancer chooses
 * @param discovery finds backends
 * @param discoveryTimeout how long one look-up may take; zero means any time
 * @param healthCheck finds out which work; null if every discovered backend counts as live
 */
public record PoolProducts(
    ServerConfig config,
    PoolPlugins plugins,
    Balancer balancer,
    Discovery discovery,
    Duration discoveryTimeout,
    @Nullable HealthCheck healthCheck) {

  /** Whether its balancer serves another configuration too. */
  boolean keepsBalancer(ServerConfig next) {
    return config.balancer().makesTheSame(next.balancer());
  }

  /** Whether its discovery serves another configuration too, if perhaps at other times. */
  boolean keepsDiscovery(ServerConfig next) {
    return config.discovery().makesTheSame(next.discovery());
  }

  /** Whether its health check serves another configuration too, if perhaps at other times. */
  boolean keepsHealthCheck(ServerConfig next) {
    Optional<ExtensionSection<HealthCheckSettings>> after = next.healthcheck();
    return config
        .healthcheck()
        .map(before -> after.isPresent() && before.makesTheSame(after.get()))
        .orElse(after.isEmpty());
  }

  /** Makes them. */
  @FunctionalInterface
  public interface Factory {

    /**
     * Makes what a server needs; may block. What it throws says in one line what did not work;
     * nothing is left behind then.
     *
     * @param running what the server has now; of these, those whose own keys did not change are
     *     taken over and not made again. Null if it has none
     */
    PoolProducts create(String server, ServerConfig config, @Nullable PoolProducts running);
  }
}
