package io.weir.plugin.lxd;

import io.weir.api.Backend;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.testkit.contract.DiscoveryContract;
import io.weir.testkit.replay.LxdReplay;
import io.weir.testkit.replay.LxdReplay.Instance;
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
class LxdDiscoveryKeepsTheContractTest extends DiscoveryContract {
  @TempDir private Path sockets;
  private ReplayServer server;
  private ReplayServer silent;

  @BeforeEach
  void start() {
    LxdReplay lxd = LxdReplay.withPassword("pass");
    lxd.put(Instance.running("a", "10.0.0.1"));
    lxd.put(Instance.running("b", "10.0.0.2").set("user.port", "81"));
    server = ReplayServer.onSocket(sockets.resolve("lxd.sock"), lxd);
    silent =
        ReplayServer.onSocket(
            sockets.resolve("silent.sock"),
            (_, reply) -> {
              reply.open();
              while (true) {
                LockSupport.park();
              }
            });
  }

  @AfterEach
  void stop() {
    server.close();
    silent.close();
  }

  @Override
  protected DiscoveryFactory<?> factory() {
    return new DiscoveryLxdPlugin().discoveries().getFirst();
  }

  @Override
  protected Record config() {
    return LxdConfigs.local(server.address());
  }

  @Override
  protected List<Backend> expected() {
    return List.of(Backend.of("10.0.0.1", 80), Backend.of("10.0.0.2", 81));
  }

  @Override
  protected Optional<Record> failingConfig() {
    return Optional.of(LxdConfigs.local("unix://" + sockets.resolve("nobody.sock")));
  }

  @Override
  protected Optional<Record> hangingConfig() {
    return Optional.of(LxdConfigs.local(silent.address()));
  }
}
