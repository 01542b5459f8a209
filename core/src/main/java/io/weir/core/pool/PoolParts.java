package io.weir.core.pool;

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

  void closeFeeds() {
    if (discovery != null) {
      discovery.close();
    }
    if (health != null) {
      health.close();
    }
  }
}
