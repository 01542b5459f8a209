package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.peer.ConsulAgent;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends out of a real Consul agent. */
@Tag("peer")
class ConsulDiscoveryIT extends SystemTest {
  private static ConsulAgent consul;

  private final TestBackend a = TestBackend.named("a");
  private final TestBackend b = TestBackend.named("b");

  @BeforeAll
  static void startConsul(@TempDir Path folder) throws Exception {
    consul = ConsulAgent.startOrSkip(folder);
  }

  @AfterAll
  static void stopConsul() {
    if (consul != null) {
      consul.close();
    }
  }

  @AfterEach
  void stop() {
    a.close();
    b.close();
  }

  /** Registers an instance whose check passes. */
  private static void register(String service, TestBackend backend, String tag) throws Exception {
    consul.register(
        """
        {"ID": "%1$s-%2$d", "Name": "%1$s", "Port": %2$d, "Tags": ["%3$s"],
         "Check": {"TTL": "1h", "Status": "passing"}}
        """
            .formatted(service, backend.port(), tag));
  }

  private static void awaitReached(WeirProcess weir, String... names) throws Exception {
    int port = weir.port("web");
    await()
        .atMost(Duration.ofSeconds(30))
        // Nobody is there until the first answer.
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> reached(port, 8).keySet().equals(Set.of(names)));
  }

  /** The configuration of the page in the docs, but for an interval that is never over. */
  @Test
  void changesReachThePoolAtOnce() throws Exception {
    register("web", a, "v1");
    DocsPage page = DocsPage.named("discovery-consul.md");
    String token =
        consul.token(
            "service \"web\" { policy = \"read\" }\nnode_prefix \"\" { policy = \"read\" }");
    String config =
        page.configurations()
            .getFirst()
            .replace("\":80\"", "\"127.0.0.1:0\"")
            .replace("127.0.0.1:8500", consul.address())
            .replace("change me", token)
            .replace("interval = 10s", "interval = 1h");
    try (WeirProcess weir = start(config)) {
      awaitReached(weir, "a");
      register("web", b, "v1");
      awaitReached(weir, "a", "b");
      consul.fail("service:web-" + a.port());
      awaitReached(weir, "b");
      register("web", a, "v2");
      register("web", b, "v1");
      awaitReached(weir, "b");
      assertThat(weir.out()).noneMatch(line -> line.contains(token));
    }
  }

  @Test
  void gobetweensFileServesOverTls() throws Exception {
    register("tls", a, "v1");
    Path file =
        write(
            "gobetween.toml",
            """
            [servers.web]
            bind = "127.0.0.1:0"
            [servers.web.discovery]
            kind = "consul"
            interval = "200ms"
            consul_host = "%s"
            consul_service_name = "tls"
            consul_service_datacenter = "dc1"
            consul_acl_token = "%s"
            consul_tls_enabled = true
            consul_tls_cacert_path = "%s"
            """
                .formatted(consul.tlsAddress(), ConsulAgent.TOKEN, consul.authority()));
    try (WeirProcess weir = command("-c", file.toString()).start()) {
      weir.awaitReady();
      awaitReached(weir, "a");
    }
  }

  @Test
  void aKeyThatDoesNotFitIsNamedWithItsPlace() throws Exception {
    Path file =
        write(
            "weir.conf",
            """
            servers.web {
              bind = "127.0.0.1:0"
              discovery {
                kind = consul
                consul_service_name = web
                consul_tls_enabled = true
                consul_tls_cert_path = "/nowhere/weir.crt"
              }
            }
            """);

    Finished finished = command("-c", file.toString()).run();

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err())
        .anyMatch(line -> line.contains("weir.conf:7") && line.contains("consul_tls_cert_path"));
  }
}
