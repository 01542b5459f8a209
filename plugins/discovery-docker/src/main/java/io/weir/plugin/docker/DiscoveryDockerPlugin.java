package io.weir.plugin.docker;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import java.util.List;

/** Offers the discovery {@code docker}. */
public final class DiscoveryDockerPlugin implements WeirPlugin {

  @Override
  public List<DiscoveryFactory<?>> discoveries() {
    return List.of(new Factory());
  }

  private static final class Factory implements DiscoveryFactory<DockerConfig> {

    @Override
    public String kind() {
      return "docker";
    }

    @Override
    public Class<DockerConfig> configType() {
      return DockerConfig.class;
    }

    @Override
    public Discovery create(DockerConfig config, PluginContext context) {
      return new DockerDiscovery(config, context);
    }
  }
}
