package misbehaving;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import java.util.List;

/** A discovery that was built for an API that this weir does not offer. */
public final class Futuristic implements WeirPlugin, DiscoveryFactory<Futuristic.Keys> {

  /**
   * Its keys.
   *
   * @param backend the backend that it finds
   */
  public record Keys(@Doc("The backend that it finds.") HostPort backend) {}

  @Override
  public List<DiscoveryFactory<?>> discoveries() {
    return List.of(this);
  }

  @Override
  public String kind() {
    return "futuristic";
  }

  @Override
  public Class<Keys> configType() {
    return Keys.class;
  }

  @Override
  public Discovery create(Keys keys, PluginContext context) {
    return () -> List.of(Backend.of(keys.backend().host(), keys.backend().port()));
  }
}
