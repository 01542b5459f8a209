package io.weir.plugin.docker;

import io.weir.api.Backend;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.plugin.engine.EngineAddress;
import io.weir.testkit.contract.DiscoveryContract;
import io.weir.testkit.replay.DockerEngineReplay;
import io.weir.testkit.replay.DockerEngineReplay.Container;
import io.weir.testkit.replay.ReplayServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The discovery does what the API asks of one, over a unix socket. */
@Timeout(60)
class DockerDiscoveryKeepsTheContractTest extends DiscoveryContract {
  @TempDir private Path sockets;
  private ReplayServer server;
  private ReplayServer silent;

  @BeforeEach
  void start() {
    var engine = new DockerEngineReplay();
    engine.run(Container.publishing("a", "10.0.0.1", 8080));
    engine.run(Container.publishing("b", "2001:db8::1", 8081));
    server = ReplayServer.onSocket(sockets.resolve("docker.sock"), engine);
    silent =
        ReplayServer.onSocket(
            sockets.resolve("silent.sock"), (_, reply) -> reply.open().write(quietly()));
  }

  private static int quietly() {
    while (true) {
      LockSupport.park();
    }
  }

  @AfterEach
  void stop() {
    server.close();
    silent.close();
  }

  @Override
  protected DiscoveryFactory<?> factory() {
    return new DiscoveryDockerPlugin().discoveries().getFirst();
  }

  @Override
  protected Record config() {
    return at(server.address());
  }

  @Override
  protected List<Backend> expected() {
    return List.of(Backend.of("10.0.0.1", 8080), Backend.of("2001:db8::1", 8081));
  }

  @Override
  protected Optional<Record> failingConfig() {
    return Optional.of(at("unix://" + sockets.resolve("nobody.sock")));
  }

  @Override
  protected Optional<Record> hangingConfig() {
    return Optional.of(at(silent.address()));
  }

  private static Record at(String address) {
    return new DockerConfig(
        EngineAddress.parse(address),
        80,
        "",
        "",
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
