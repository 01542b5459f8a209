package io.weir.core.pool;

import io.weir.api.balance.Balancer;
import io.weir.api.discovery.Discovery;
import io.weir.api.health.HealthCheck;
import io.weir.core.config.ServerConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What plugins have made for one server. It belongs to the server's pool, which closes it.
 *
 * @param balancer chooses
 * @param discovery finds backends
 * @param discoveryTimeout how long one look-up may take; zero means any time
 * @param healthCheck finds out which work; null if every discovered backend counts as live
 */
public record PoolProducts(
    Balancer balancer,
    Discovery discovery,
    Duration discoveryTimeout,
    @Nullable HealthCheck healthCheck) {

  /** Makes them. */
  @FunctionalInterface
  public interface Factory {

    /**
     * Makes what a server needs; may block. What it throws says in one line what did not work;
     * nothing is left behind then.
     */
    PoolProducts create(String server, ServerConfig config);
  }
}
