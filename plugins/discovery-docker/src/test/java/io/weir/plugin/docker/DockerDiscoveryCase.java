package io.weir.plugin.docker;

import io.weir.api.Backend;
import io.weir.plugin.engine.EngineAddress;
import io.weir.testkit.plugin.TestPluginContext;
import io.weir.testkit.replay.DockerEngineReplay;
import io.weir.testkit.replay.ReplayServer;
import io.weir.testkit.tls.PemFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is replayed, for tests of what is found there. */
@Timeout(60)
abstract class DockerDiscoveryCase {
  @TempDir Path folder;
  final DockerEngineReplay engine = new DockerEngineReplay();
  TestPluginContext context;
  ReplayServer server;

  @BeforeEach
  void start() {
    context = new TestPluginContext(folder);
    server = ReplayServer.onSocket(folder.resolve("docker.sock"), engine);
  }

  @AfterEach
  void stop() {
    server.close();
    context.close();
  }

  List<Backend> fetch() throws Exception {
    return fetch(config(server.address()));
  }

  List<Backend> fetch(DockerConfig config) throws Exception {
    try (DockerDiscovery discovery = discovery(config)) {
      return discovery.fetch();
    }
  }

  DockerDiscovery discovery(DockerConfig config) {
    return new DockerDiscovery(config, context);
  }

  static DockerConfig config(String address) {
    return config(address, 80, "", "");
  }

  DockerConfig labelled(String label) {
    return config(server.address(), 80, label, "");
  }

  static DockerConfig withVariable(String address, String variable) {
    return config(address, 80, "", variable);
  }

  static DockerConfig config(String address, int port, String label, String variable) {
    return new DockerConfig(
        EngineAddress.parse(address),
        port,
        label,
        variable,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static DockerConfig withTls(String address, PemFiles own, Optional<Path> authorities) {
    return new DockerConfig(
        EngineAddress.parse(address),
        80,
        "",
        "",
        true,
        Optional.of(own.certificate()),
        Optional.of(own.key()),
        authorities);
  }
}
