package ${package};

import io.weir.api.Backend;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.testkit.contract.DiscoveryContract;
import java.util.List;

/** What weir asks of every discovery. {@code mvn verify} tests the jar, as weir loads it. */
class PluginIT extends DiscoveryContract {
  @Override
  protected DiscoveryFactory<?> factory() {
    return new Plugin().discoveries().getFirst();
  }

  @Override
  protected Record config() {
    return new Keys("10.0.0.1", List.of(8080, 8081));
  }

  @Override
  protected List<Backend> expected() {
    return List.of(Backend.of("10.0.0.1", 8080), Backend.of("10.0.0.1", 8081));
  }
}
