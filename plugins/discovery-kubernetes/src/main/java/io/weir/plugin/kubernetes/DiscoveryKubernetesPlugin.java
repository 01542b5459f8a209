package io.weir.plugin.kubernetes;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import java.time.Duration;
import java.util.List;

/** Offers the discovery {@code kubernetes}. */
public final class DiscoveryKubernetesPlugin implements WeirPlugin {

  @Override
  public List<DiscoveryFactory<?>> discoveries() {
    return List.of(new Factory());
  }

  private static final class Factory implements DiscoveryFactory<KubernetesConfig> {

    @Override
    public String kind() {
      return "kubernetes";
    }

    @Override
    public Class<KubernetesConfig> configType() {
      return KubernetesConfig.class;
    }

    /** A service of many pods comes in several pages. */
    @Override
    public Duration defaultTimeout() {
      return Duration.ofSeconds(10);
    }

    @Override
    public Discovery create(KubernetesConfig config, PluginContext context) {
      Cluster cluster = new ClusterFinder(context, System::getenv).find(config);
      return new KubernetesDiscovery(config, cluster, context, WatchTimes.USUAL);
    }
  }
}
