package io.weir.plugin.json;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import java.util.List;

/** Offers the discovery {@code json}. */
public final class DiscoveryJsonPlugin implements WeirPlugin {

  @Override
  public List<DiscoveryFactory<?>> discoveries() {
    return List.of(new Factory());
  }

  private static final class Factory implements DiscoveryFactory<JsonConfig> {

    @Override
    public String kind() {
      return "json";
    }

    @Override
    public Class<JsonConfig> configType() {
      return JsonConfig.class;
    }

    @Override
    public Discovery create(JsonConfig config, PluginContext context) {
      return new JsonDiscovery(config, context);
    }
  }
}
