package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.plugin.PluginJarBuilder;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirHome;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jars of third parties in the tarball's folders, and jars of ours that are missing from them. */
class ThirdPartyIT extends SystemTest {
  private final TestBackend a = TestBackend.named("a");
  private final TestBackend b = TestBackend.named("b");
  private final TestBackend c = TestBackend.named("c");
  private WeirHome home;

  @BeforeEach
  void copyTheTarball() {
    home = HOME.copyTo(folder.resolve("weir"));
  }

  @AfterEach
  void stopBackends() {
    a.close();
    b.close();
    c.close();
  }

  @Test
  void duplicateKindStopsTheStartAndNamesBothJars() throws Exception {
    dropForeignPlugin();

    Finished finished =
        command(home, "-c", write("w.conf", server(staticList(a))).toString()).run();

    assertThat(finished.exitCode()).isEqualTo(1);
    for (String kind : new String[] {"discovery \"static\"", "balancer \"weight\""}) {
      assertThat(finished.err())
          .anyMatch(line ->
              line.contains("builtin.jar")
                  && line.contains("foreign.jar")
                  && line.contains(kind)
                  && line.contains("plugins.replace"));
    }
  }

  @Test
  void foreignDiscoveryBalancerAndCheckReplaceBuiltInOnes() throws Exception {
    dropForeignPlugin();

    try (WeirProcess weir = start(home, foreignEverything("tcp"))) {
      choosesAsTheForeignPluginDoes(weir);
    }
  }

  @Test
  void replacementsAreListed() throws Exception {
    dropForeignPlugin();
    Path config = write("w.conf", foreignEverything("tcp"));

    Finished finished = command(home, "plugins", "-c", config.toString()).run();

    assertThat(finished.exitCode()).isZero();
    assertThat(finished.out())
        .anyMatch(line -> line.contains("foreign.jar"))
        .anyMatch(line -> line.contains("static (replaced by foreign)"))
        .anyMatch(line -> line.contains("weight (replaced by foreign)"))
        .anyMatch(line -> line.contains("ping (replaced by foreign)"));
  }

  @Test
  void missingProtocolJarMakesItsNameAnErrorThatListsTheOthers() throws Exception {
    for (Path jar : jars("weir-protocol-tcp-")) {
      Files.delete(jar);
    }

    Finished finished =
        command(home, "-c", write("w.conf", server("protocol = tcp\n" + staticList(a))).toString())
            .run();

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("servers.web.protocol", "\"tcp\" (expected: one of tls, udp");
  }

  @Test
  void fourthProtocolServesBytesThroughAThirdPartysPlugins() throws Exception {
    dropForeignPlugin();
    dropFourthProtocol();

    try (WeirProcess weir = start(home, foreignEverything("fourth"))) {
      weir.awaitLine(
          line -> line.contains("fourth protocol sees balancers") && line.contains("weight"));
      choosesAsTheForeignPluginDoes(weir);
    }
  }

  /**
   * Its discovery lists a, b and c; its check finds c down; its balancer takes the last there is.
   */
  private void choosesAsTheForeignPluginDoes(WeirProcess weir) throws Exception {
    int port = weir.port("web");
    TestBackend last = a.address().compareTo(b.address()) > 0 ? a : b;
    String name = last == a ? "a" : "b";

    await().until(() -> reached(port, 5).keySet().equals(Set.of(name)));

    assertThat(reached(port, 20)).containsOnlyKeys(name);
    assertThat(c.accepted()).as("the foreign check connects to nobody").isLessThan(5);
  }

  private String foreignEverything(String protocol) {
    return """
    plugins.replace {
      "discovery/static" = foreign
      "balancer/weight" = foreign
      "healthcheck/ping" = foreign
    }
    servers.web {
      bind = "127.0.0.1:0"
      protocol = %s
      discovery { kind = static, ports = [%d, %d, %d] }
      healthcheck { kind = ping, interval = 200ms, down_port = %d }
    }
    """
        .formatted(protocol, a.port(), b.port(), c.port(), c.port());
  }

  /** The jars in lib whose names begin so. */
  private List<Path> jars(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(home.lib())) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private void dropForeignPlugin() {
    PluginJarBuilder.plugin("foreign")
        .provider("foreign.ForeignPlugin")
        .source(
            "foreign.ForeignPlugin",
            """
            package foreign;

            import io.weir.api.*;
            import io.weir.api.balance.*;
            import io.weir.api.discovery.*;
            import io.weir.api.health.*;
            import java.util.List;

            public final class ForeignPlugin implements WeirPlugin {
              public record Ports(List<Integer> ports) {}
              public record Down(int downPort) {}
              public record Nothing() {}

              @Override public List<DiscoveryFactory<?>> discoveries() {
                return List.of(new DiscoveryFactory<Ports>() {
                  @Override public String kind() { return "static"; }
                  @Override public Class<Ports> configType() { return Ports.class; }
                  @Override public Discovery create(Ports config, PluginContext context) {
                    return () -> config.ports().stream().map(port -> Backend.of("127.0.0.1", port)).toList();
                  }
                });
              }

              @Override public List<BalancerFactory<?>> balancers() {
                return List.of(new BalancerFactory<Nothing>() {
                  @Override public String kind() { return "weight"; }
                  @Override public Class<Nothing> configType() { return Nothing.class; }
                  @Override public Balancer create(Nothing config, PluginContext context) {
                    return backends -> (connection, candidates) -> {
                      for (int i = candidates.size() - 1; i >= 0; i--) {
                        if (candidates.isUsable(i)) {
                          return i;
                        }
                      }
                      return Selector.NONE;
                    };
                  }
                });
              }

              @Override public List<HealthCheckFactory<?>> healthChecks() {
                return List.of(new HealthCheckFactory<Down>() {
                  @Override public String kind() { return "ping"; }
                  @Override public Class<Down> configType() { return Down.class; }
                  @Override public HealthCheck create(Down config, PluginContext context) {
                    return target -> target.backend().address().port() == config.downPort()
                        ? HealthResult.unhealthy("said so") : HealthResult.healthy();
                  }
                });
              }
            }
            """)
        .write(home.plugins().resolve("foreign.jar"));
  }

  private void dropFourthProtocol() throws Exception {
    PluginJarBuilder fourth = PluginJarBuilder.library();
    jars("").forEach(fourth::compiledAgainst);
    fourth
        .source(
            "fourth.FourthProtocol",
            """
            package fourth;

            import com.google.inject.Inject;
            import io.weir.core.plugin.ExtensionRegistries;
            import io.weir.core.server.*;
            import io.weir.core.transport.StreamTransport;
            import org.slf4j.LoggerFactory;

            public final class FourthProtocol implements Protocol {
              private final StreamServers servers;
              private final StreamTransport transport;

              @Inject
              FourthProtocol(ExtensionRegistries extensions, StreamServers servers, StreamTransport transport) {
                this.servers = servers;
                this.transport = transport;
                LoggerFactory.getLogger("io.weir.fourth").info(
                    "fourth protocol sees balancers {}, discoveries {}, checks {}, issuers {}, responders {}, stores {}",
                    extensions.balancers().names(), extensions.discoveries().names(),
                    extensions.healthChecks().names(), extensions.certificateIssuers().names(),
                    extensions.challengeResponders().names(), extensions.certificateStores().names());
              }

              @Override public PreparedServer prepare(ServerDefinition definition) {
                return servers.prepare(definition, transport);
              }
            }
            """)
        .source(
            "fourth.FourthProtocolModule",
            """
            package fourth;

            public final class FourthProtocolModule extends io.weir.core.server.ProtocolModule {
              public FourthProtocolModule() {
                super("fourth", FourthProtocol.class);
              }
            }
            """)
        .resource(
            "META-INF/services/io.weir.core.server.ProtocolModule", "fourth.FourthProtocolModule\n")
        .write(home.lib().resolve("fourth.jar"));
  }
}
