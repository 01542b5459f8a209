package io.weir.plugin.json;

import io.weir.api.Backend;
import io.weir.api.config.HttpUrl;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.contract.DiscoveryContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The discovery does what the API asks of one. */
@Timeout(60)
class JsonDiscoveryKeepsTheContractTest extends DiscoveryContract {
  private final TestHttpServer server =
      new TestHttpServer("[{\"host\": \"a\", \"port\": 80}, {\"host\": \"::1\", \"port\": 81}]");
  private final TestBackend refusing = TestBackend.of(Behaviour.closesImmediately());
  private final TestBackend silent = TestBackend.of(Behaviour.blackhole());

  @AfterEach
  void stop() {
    server.close();
    refusing.close();
    silent.close();
  }

  @Override
  protected DiscoveryFactory<?> factory() {
    return new DiscoveryJsonPlugin().discoveries().getFirst();
  }

  @Override
  protected Record config() {
    return at(server.url());
  }

  @Override
  protected List<Backend> expected() {
    return List.of(Backend.of("a", 80), Backend.of("::1", 81));
  }

  @Override
  protected Optional<Record> failingConfig() {
    return Optional.of(at("http://" + refusing.address() + "/"));
  }

  @Override
  protected Optional<Record> hangingConfig() {
    return Optional.of(at("http://" + silent.address() + "/"));
  }

  private static Record at(String url) {
    JsonPath whatIsUsual = JsonPath.parse("");
    return new JsonConfig(
        HttpUrl.parse(url),
        whatIsUsual,
        whatIsUsual,
        whatIsUsual,
        whatIsUsual,
        whatIsUsual,
        whatIsUsual,
        Optional.empty());
  }
}
