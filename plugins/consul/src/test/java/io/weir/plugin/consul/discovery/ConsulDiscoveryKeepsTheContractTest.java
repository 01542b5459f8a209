package io.weir.plugin.consul.discovery;

import io.weir.api.Backend;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.plugin.consul.client.ScriptedConsul;
import io.weir.testkit.contract.DiscoveryContract;
import io.weir.testkit.peer.ConsulAgent;
import io.weir.testkit.peer.PeerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The discovery does what the API asks of one, with a real agent. */
@Tag("peer")
@Timeout(120)
class ConsulDiscoveryKeepsTheContractTest extends DiscoveryContract {
  private static ConsulAgent agent;

  private final ScriptedConsul silent = new ScriptedConsul();

  @BeforeAll
  static void startConsul(@TempDir Path folder) throws Exception {
    agent = ConsulAgent.startOrSkip(folder);
    agent.register("{\"ID\": \"1\", \"Name\": \"web\", \"Port\": 8001}");
    agent.register("{\"ID\": \"2\", \"Name\": \"web\", \"Port\": 8002}");
  }

  @AfterAll
  static void stopConsul() {
    if (agent != null) {
      agent.close();
    }
  }

  @AfterEach
  void stop() {
    silent.close();
  }

  @Override
  protected DiscoveryFactory<?> factory() {
    return new ConsulDiscoveryFactory();
  }

  @Override
  protected Record config() {
    return DiscoveryConfigs.at(agent.address()).all("web");
  }

  @Override
  protected List<Backend> expected() {
    return List.of(Backend.of("127.0.0.1", 8001), Backend.of("127.0.0.1", 8002));
  }

  @Override
  protected Optional<Record> failingConfig() {
    try {
      return Optional.of(DiscoveryConfigs.at("127.0.0.1:" + PeerProcess.freePort()).all("web"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Optional<Record> hangingConfig() {
    silent.play(_ -> new CountDownLatch(1).await());
    return Optional.of(DiscoveryConfigs.at(silent.address()).all("web"));
  }
}
