package io.weir.core.pool;

import io.weir.api.health.HealthCheck;
import io.weir.core.config.ExtensionSection;
import io.weir.core.config.HealthCheckSettings;
import io.weir.core.config.HealthCheckSettings.InitialStatus;
import io.weir.core.config.ServerConfig;
import io.weir.core.stats.RateSampler;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Opens the pools of servers: puts together what plugins make and what keeps it going. */
public final class BackendPools {
  private final PoolProducts.Factory products;
  private final Scheduler scheduler;
  private final RateSampler sampler;
  private final AddressLookup lookup;
  private final LookupQueue lookups;

  @Inject
  BackendPools(
      PoolProducts.Factory products,
      Scheduler scheduler,
      RateSampler sampler,
      AddressLookup lookup,
      LookupThreads lookups) {
    this.products = products;
    this.scheduler = scheduler;
    this.sampler = sampler;
    this.lookup = lookup;
    this.lookups = lookups;
  }

  /**
   * Opens a server's pool and begins to look for its backends; {@link BackendPool#discovered} tells
   * when the first have been found. May block while plugins make their parts.
   *
   * @param server the server's name
   * @param config its section
   * @throws RuntimeException what a plugin could not make, in one line; nothing is left running
   *     then
   */
  public BackendPool open(String server, ServerConfig config) {
    PoolProducts made = products.create(server, config);
    HealthCheck check = made.healthCheck();
    FailsafeBalancer balancer =
        new FailsafeBalancer(server, made.balancer(), FailsafeBalancer.PATIENCE);
    PoolWriter writer =
        new PoolWriter(
            server,
            balancer,
            new MemberFactory(check == null || isInitiallyLive(config), sampler),
            task -> scheduler.start("pool-" + server, task));

    DiscoveryScheduler discovery =
        new DiscoveryScheduler(
            server,
            made.discovery(),
            config.discovery().settings(),
            made.discoveryTimeout(),
            writer::setBackends,
            scheduler);
    NameResolver names =
        new NameResolver(
            host -> new HostName(server, host, lookup, lookups, scheduler, writer::setResolved));
    writer.addFollower(names);

    List<PoolFeed> feeds = new ArrayList<>(List.of(discovery, names));
    if (check != null) {
      HealthScheduler health =
          new HealthScheduler(
              server,
              check,
              config.healthcheck().orElseThrow().settings(),
              writer::setLive,
              scheduler);
      writer.addFollower(health);
      feeds.add(health);
    }
    discovery.start();
    return new BackendPool(balancer, writer, feeds);
  }

  private static boolean isInitiallyLive(ServerConfig config) {
    return config
        .healthcheck()
        .map(ExtensionSection::settings)
        .map(HealthCheckSettings::initialStatus)
        .map(InitialStatus.HEALTHY::equals)
        .orElse(true);
  }
}
