package ${package};

import io.weir.api.Backend;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.testkit.contract.DiscoveryContract;
import java.util.List;

/**
 * What weir asks of every discovery. {@code mvn verify} tests {@code target/plugin}, as weir loads
 * it.
 *
 * <p>Two tests are skipped, because this source can neither fail nor hang. As soon as yours can,
 * override {@code failingConfig()} with keys whose source fails (a file that is not there, a port
 * that nobody listens on) and {@code hangingConfig()} with keys whose source never answers (a
 * server that accepts and says nothing; for sources that are files, the testkit has a {@code
 * NamedPipe}): they show that an operator reads why, and that an interrupt ends {@code fetch}.
 */
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
