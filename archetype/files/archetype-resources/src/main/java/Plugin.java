package ${package};

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import java.util.List;

/**
 * A discovery, to be selected by {@code discovery.kind = ${artifactId}}. Other methods of {@link
 * WeirPlugin} offer balancers, health checks, certificate issuers, responders and stores.
 */
public final class Plugin implements WeirPlugin {

  @Override
  public List<DiscoveryFactory<?>> discoveries() {
    return List.of(new Factory());
  }

  private static final class Factory implements DiscoveryFactory<Keys> {
    @Override
    public String kind() {
      return "${artifactId}";
    }

    @Override
    public Class<Keys> configType() {
      return Keys.class;
    }

    @Override
    public Discovery create(Keys keys, PluginContext context) {
      // The lambda is Discovery.fetch: called at the start and every interval, on a thread that
      // may block. What it throws says that nobody knows; an empty list, that there are none.
      return () -> keys.ports().stream().map(port -> Backend.of(keys.host(), port)).toList();
    }
  }
}
