package io.weir.plugin.kubernetes;

import io.weir.api.Backend;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.contract.DiscoveryContract;
import io.weir.testkit.replay.KubernetesSlice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The discovery does what the API asks of one. */
@Timeout(60)
class KubernetesDiscoveryKeepsTheContractTest extends DiscoveryContract {
  private final TestBackend refusing = TestBackend.of(Behaviour.closesImmediately());
  private final TestBackend silent = TestBackend.of(Behaviour.blackhole());
  private ServiceAccount account;

  @BeforeEach
  void start(@TempDir Path accountFolder) throws Exception {
    account = new ServiceAccount(accountFolder);
    account
        .api()
        .put(
            ServiceAccount.NAMESPACE,
            "web",
            KubernetesSlice.named("web-1").port("", 8080).ready("10.0.0.1", "10.0.0.2"));
  }

  @AfterEach
  void stop() {
    account.close();
    refusing.close();
    silent.close();
  }

  @Override
  protected DiscoveryFactory<?> factory() {
    return new DiscoveryKubernetesPlugin().discoveries().getFirst();
  }

  @Override
  protected Record config() {
    return account.config();
  }

  @Override
  protected List<Backend> expected() {
    return List.of(Backend.of("10.0.0.1", 8080), Backend.of("10.0.0.2", 8080));
  }

  @Override
  protected Optional<Record> failingConfig() {
    return Optional.of(at(refusing));
  }

  @Override
  protected Optional<Record> hangingConfig() {
    return Optional.of(at(silent));
  }

  private Record at(TestBackend backend) {
    return account.config("https://" + backend.address(), "", AddressType.IPV4);
  }
}
