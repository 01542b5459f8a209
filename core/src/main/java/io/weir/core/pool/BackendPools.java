package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.api.health.HealthCheck;
import io.weir.core.config.ExtensionSection;
import io.weir.core.config.HealthCheckSettings;
import io.weir.core.config.ServerConfig;
import io.weir.core.stats.RateSampler;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    PoolProducts made = products.create(server, config, null);
    FailsafeBalancer balancer = guarded(server, made);
    PoolWriter writer =
        new PoolWriter(
            server,
            balancer,
            new MemberFactory(true, sampler),
            PoolClock.of(scheduler),
            task -> scheduler.start("pool-" + server, task));
    PoolRules.of(config).applyTo(writer);
    NameResolver names =
        new NameResolver(
            host -> new HostName(server, host, lookup, lookups, scheduler, writer::setResolved));
    writer.addFollower(names);
    PoolFailures failures = new PoolFailures();
    DiscoveryScheduler discovery = discovery(server, made, writer, failures);
    HealthScheduler health = health(server, made, writer, failures);
    if (health != null) {
      writer.addFollower(health);
    }
    discovery.start();
    return new BackendPool(
        server, writer, new PoolParts(made, balancer, discovery, health), failures, List.of(names));
  }

  /**
   * Prepares going on by another configuration. Its members stay, with their statistics and their
   * health; what plugins made stays where its own keys say the same. May block while plugins make
   * the rest.
   *
   * @param pool one that {@link #open} has opened
   * @param server the server's name
   * @throws RuntimeException what a plugin could not make, in one line; the pool goes on as it was
   *     then
   */
  public PoolChange prepare(BackendPool pool, String server, ServerConfig next) {
    PoolParts before = pool.parts();
    PoolProducts running = Objects.requireNonNull(before.products(), "it was not opened");
    PoolProducts made = products.create(server, next, running);
    PoolWriter writer = pool.writer();
    ServerConfig old = running.config();
    return new PoolChange(
        server,
        pool,
        new PoolParts(
            made,
            running.keepsBalancer(next) ? before.balancer() : guarded(server, made),
            old.discovery().equals(next.discovery())
                ? before.discovery()
                : discovery(server, made, writer, pool.failures()),
            old.healthcheck().equals(next.healthcheck())
                ? before.health()
                : health(server, made, writer, pool.failures())),
        PoolRules.of(next));
  }

  private static FailsafeBalancer guarded(String server, PoolProducts made) {
    return new FailsafeBalancer(
        new Subject(server, made.config().balancer().kind(), made.plugins().balancer()),
        made.balancer(),
        FailsafeBalancer.PATIENCE);
  }

  private DiscoveryScheduler discovery(
      String server, PoolProducts made, PoolWriter writer, PoolFailures failures) {
    return new DiscoveryScheduler(
        new Subject(server, made.config().discovery().kind(), made.plugins().discovery()),
        made.discovery(),
        made.config().discovery().settings(),
        made.discoveryTimeout(),
        new DiscoveryListener() {
          @Override
          public void found(List<Backend> backends) {
            writer.setBackends(backends);
          }

          @Override
          public void failed() {
            failures.discoveryFailed();
          }
        },
        scheduler);
  }

  private @Nullable HealthScheduler health(
      String server, PoolProducts made, PoolWriter writer, PoolFailures failures) {
    HealthCheck check = made.healthCheck();
    if (check == null) {
      return null;
    }
    ExtensionSection<HealthCheckSettings> section = made.config().healthcheck().orElseThrow();
    return new HealthScheduler(
        new Subject(server, section.kind(), made.plugins().healthCheck()),
        check,
        section.settings(),
        lookup,
        new HealthListener() {
          @Override
          public void changed(PoolMember member, boolean live, String reason) {
            writer.setLive(member, live, reason);
          }

          @Override
          public void failed() {
            failures.checkFailed();
          }
        },
        scheduler);
  }
}
