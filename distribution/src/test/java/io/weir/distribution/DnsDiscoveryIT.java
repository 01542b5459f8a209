package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.config.HostPort;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.peer.NameServer;
import io.weir.testkit.process.WeirProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Backends out of the DNS, by the configuration of its page in the docs, with BIND as the server.
 */
@Tag("peer")
class DnsDiscoveryIT extends SystemTest {
  private static final Path PAGE = Path.of("../docs/discovery-dns.md");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestBackend a = TestBackend.named("a");
  private final TestBackend b =
      TestBackend.at(new HostPort("127.0.0.2", a.port()), Behaviour.greetsAndEchoes("b"));
  private NameServer server;

  @BeforeEach
  void startServer() throws Exception {
    Optional<Path> program = NameServer.program();
    assumeTrue(program.isPresent(), "named is not installed (Debian package bind9)");
    assumeTrue(
        NameServer.updateProgram().isPresent(),
        "nsupdate is not installed (Debian package bind9-dnsutils)");
    server =
        NameServer.start(
            program.orElseThrow(),
            Files.createDirectory(folder.resolve("named")),
            Map.of(
                "example.org",
                """
                _web._tcp 1 IN SRV 1 1 %d web1
                web1 1 IN A 127.0.0.1
                web2 1 IN A 127.0.0.2
                pool 1 IN A 127.0.0.1
                """
                    .formatted(a.port())));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    a.close();
    b.close();
  }

  private WeirProcess startAsOnThePage() throws Exception {
    String page = Files.readString(PAGE);
    String example = page.substring(page.indexOf("```hocon\n") + 9);
    return start(
        example
            .substring(0, example.indexOf("```"))
            .replace("127.0.0.1:8080", "127.0.0.1:0")
            .replace("127.0.0.1:8081", "127.0.0.1:0")
            .replace("9000", Integer.toString(a.port()))
            .replace("127.0.0.1:5353", server.address()));
  }

  private void awaitReached(int port, Set<String> backends) {
    await().atMost(PATIENCE).until(() -> reached(port, 10).keySet().equals(backends));
  }

  @Test
  void recordsThatComeAndGoReachThePool() throws Exception {
    try (WeirProcess weir = startAsOnThePage()) {
      int web = weir.port("web");
      int pool = weir.port("pool");
      awaitReached(web, Set.of("a"));
      awaitReached(pool, Set.of("a"));

      server.update(
          "add _web._tcp.example.org. 1 SRV 1 1 %d web2.example.org.".formatted(a.port()),
          "add pool.example.org. 1 A 127.0.0.2");
      awaitReached(web, Set.of("a", "b"));
      // There is no interval: the TTL is what it is asked again by.
      awaitReached(pool, Set.of("a", "b"));

      try (Traffic traffic = new Traffic(pool)) {
        server.update(
            "delete _web._tcp.example.org. SRV 1 1 %d web1.example.org.".formatted(a.port()),
            "delete pool.example.org. A 127.0.0.1");
        awaitReached(web, Set.of("b"));
        awaitReached(pool, Set.of("b"));
        assertThat(traffic.lost()).isEmpty();
      }
      assertThat(weir.err()).noneMatch(line -> line.contains("WARN"));
    }
  }

  @Test
  void theLastGoodListStaysWhileTheServerIsAway() throws Exception {
    try (WeirProcess weir = startAsOnThePage()) {
      awaitReached(weir.port("web"), Set.of("a"));
      awaitReached(weir.port("pool"), Set.of("a"));

      server.close();

      for (String name : new String[] {"web", "pool"}) {
        weir.awaitLine(
            line -> line.contains("WARN") && line.contains(name) && line.contains("discovery"));
        assertThat(reached(weir.port(name), 5)).containsOnlyKeys("a");
      }
    }
  }
}
