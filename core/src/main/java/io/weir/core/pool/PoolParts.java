package io.weir.core.pool;

import io.weir.api.discovery.Discovery;
import io.weir.api.health.HealthCheck;
import io.weir.core.lifecycle.AtOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a pool going under one configuration. Each part outlives it if the next configuration
 * says the same about it.
 *
 * @param products what plugins made for it; null if the pool has no configuration
 * @param balancer chooses
 * @param discovery looks for backends; null if they are settled
 * @param health checks them; null if every discovered backend counts as live
 */
record PoolParts(
    @Nullable PoolProducts products,
    FailsafeBalancer balancer,
    @Nullable DiscoveryScheduler discovery,
    @Nullable HealthScheduler health) {

  /** Of a pool without a configuration. */
  static PoolParts of(FailsafeBalancer balancer) {
    return new PoolParts(null, balancer, null, null);
  }

  /** Ends discovery and checks; what plugins made for them stays open. */
  void stopFeeds() {
    AtOnce.run(
        "stop-pool",
        Stream.of(discovery, health)
            .filter(Objects::nonNull)
            .<Runnable>map(feed -> feed::close)
            .toList());
  }

  /**
   * Closes what plugins made, as far as others do not go on with it. Each may take until its
   * deadline; all together take no longer.
   *
   * @param server whose it is
   * @param kept the others; null if there are none
   */
  void closeProducts(String server, @Nullable PoolParts kept) {
    List<Runnable> closes = new ArrayList<>();
    PoolProducts others = kept == null ? null : kept.products;
    if (products != null) {
      Discovery found = products.discovery();
      if (others == null || !found.equals(others.discovery())) {
        closes.add(() -> PluginCloser.close(server, "discovery", found));
      }
      HealthCheck check = products.healthCheck();
      if (check != null && (others == null || !check.equals(others.healthCheck()))) {
        closes.add(() -> PluginCloser.close(server, "health check", check));
      }
    }
    if (kept == null || balancer != kept.balancer) {
      closes.add(balancer::close);
    }
    AtOnce.run("close-pool", closes);
  }
}
