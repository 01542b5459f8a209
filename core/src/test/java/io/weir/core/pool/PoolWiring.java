package io.weir.core.pool;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import io.weir.api.balance.Balancer;
import io.weir.api.discovery.Discovery;
import io.weir.api.health.HealthCheck;
import io.weir.core.config.ServerConfig;
import io.weir.core.plugin.PluginInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a process has once, wired as in production, with products of the test's own. */
final class PoolWiring implements AutoCloseable {
  private static final PluginInfo MINE = new PluginInfo("mine", "1.0", "mine.jar");
  private static final PoolPlugins PLUGINS = new PoolPlugins(MINE, MINE, MINE);

  final Injector injector;
  final BackendPools pools;
  Balancer nextBalancer;
  Discovery nextDiscovery;

  /** Begins; what is made next may be replaced at any time. */
  PoolWiring(Balancer balancer, Discovery discovery, @Nullable HealthCheck healthCheck) {
    nextBalancer = balancer;
    nextDiscovery = discovery;
    PoolProducts.Factory factory = (_, config, running) -> make(config, healthCheck, running);
    injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            new PoolModule(),
            new AbstractModule() {
              @Override
              protected void configure() {
                binder().requireExplicitBindings();
                bind(PoolProducts.Factory.class).toInstance(factory);
              }
            });
    pools = injector.getInstance(BackendPools.class);
  }

  /** As the real factory does: what its keys leave as it is, is taken over. */
  private PoolProducts make(
      ServerConfig config, @Nullable HealthCheck healthCheck, @Nullable PoolProducts running) {
    return new PoolProducts(
        config,
        PLUGINS,
        running != null && running.keepsBalancer(config) ? running.balancer() : nextBalancer,
        running != null && running.keepsDiscovery(config) ? running.discovery() : nextDiscovery,
        Duration.ofSeconds(5),
        config.healthcheck().isEmpty() ? null : healthCheck);
  }

  @Override
  public void close() {
    injector.getInstance(ThreadScheduler.class).close();
    injector.getInstance(LookupThreads.class).close();
  }
}
