package io.weir.plugin.consul.discovery;

import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.plugin.consul.client.ConsulClient;
import java.time.Duration;

/** Offers the discovery {@code consul}. */
public final class ConsulDiscoveryFactory implements DiscoveryFactory<ConsulDiscoveryConfig> {

  @Override
  public String kind() {
    return "consul";
  }

  @Override
  public Class<ConsulDiscoveryConfig> configType() {
    return ConsulDiscoveryConfig.class;
  }

  /** As in gobetween. */
  @Override
  public Duration defaultTimeout() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Discovery create(ConsulDiscoveryConfig config, PluginContext context) {
    return new ConsulDiscovery(
        new HealthyService(config, new ConsulClient(config.access(), context), context),
        WatchTimes.USUAL,
        context);
  }
}
