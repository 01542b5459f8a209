package misbehaving;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A discovery that answers once; from then on it takes all the memory there is. */
public final class Greedy implements WeirPlugin, DiscoveryFactory<Greedy.Keys> {

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
    return "greedy";
  }

  @Override
  public Class<Keys> configType() {
    return Keys.class;
  }

  @Override
  public Discovery create(Keys keys, PluginContext context) {
    AtomicBoolean asked = new AtomicBoolean();
    return () -> {
      if (asked.getAndSet(true)) {
        eat();
      }
      return List.of(Backend.of(keys.backend().host(), keys.backend().port()));
    };
  }

  private static void eat() {
    List<byte[]> eaten = new ArrayList<>();
    while (true) {
      eaten.add(new byte[1 << 20]);
    }
  }
}
