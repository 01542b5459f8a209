package io.weir.plugin.srv;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthCheckFactory;
import java.util.List;

/** Offers the discoveries {@code srv} and {@code dns}, and the health check {@code dns}. */
public final class DiscoverySrvPlugin implements WeirPlugin {

  @Override
  public List<DiscoveryFactory<?>> discoveries() {
    return List.of(new SrvFactory(), new DnsFactory());
  }

  @Override
  public List<HealthCheckFactory<?>> healthChecks() {
    return List.of(new CheckFactory());
  }

  private static final class SrvFactory implements DiscoveryFactory<SrvConfig> {

    @Override
    public String kind() {
      return "srv";
    }

    @Override
    public Class<SrvConfig> configType() {
      return SrvConfig.class;
    }

    @Override
    public Discovery create(SrvConfig config, PluginContext context) {
      return new SrvDiscovery(config, context);
    }
  }

  private static final class DnsFactory implements DiscoveryFactory<DnsConfig> {

    @Override
    public String kind() {
      return "dns";
    }

    @Override
    public Class<DnsConfig> configType() {
      return DnsConfig.class;
    }

    @Override
    public Discovery create(DnsConfig config, PluginContext context) {
      return new DnsDiscovery(config, context);
    }
  }

  private static final class CheckFactory implements HealthCheckFactory<DnsCheckConfig> {

    @Override
    public String kind() {
      return "dns";
    }

    @Override
    public Class<DnsCheckConfig> configType() {
      return DnsCheckConfig.class;
    }

    @Override
    public HealthCheck create(DnsCheckConfig config, PluginContext context) {
      return new DnsCheck(config);
    }
  }
}
