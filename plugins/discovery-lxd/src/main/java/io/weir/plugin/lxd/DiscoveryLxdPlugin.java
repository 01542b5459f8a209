package io.weir.plugin.lxd;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import java.util.List;

/** Offers the discovery {@code lxd}. */
public final class DiscoveryLxdPlugin implements WeirPlugin {

  @Override
  public List<DiscoveryFactory<?>> discoveries() {
    return List.of(new Factory());
  }

  private static final class Factory implements DiscoveryFactory<LxdConfig> {

    @Override
    public String kind() {
      return "lxd";
    }

    @Override
    public Class<LxdConfig> configType() {
      return LxdConfig.class;
    }

    @Override
    public Discovery create(LxdConfig config, PluginContext context) {
      return new LxdDiscovery(config, context);
    }
  }
}
