package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.plugin.PluginJarBuilder;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirHome;
import io.weir.testkit.process.WeirProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jars that operators exchange under a weir that serves, as {@code cp} does it. */
class PluginReloadIT extends SystemTest {
  private static final int RELOADS = 200;
  private static final int SETTLED = 20;

  private final TestBackend a = TestBackend.named("a");
  private final TestBackend b = TestBackend.named("b");
  private WeirHome home;
  private Path jar;
  private Path pidFile;

  @BeforeEach
  void copyTheTarball() {
    home = HOME.copyTo(folder.resolve("weir"));
    jar = home.plugins().resolve("turn.jar");
    pidFile = folder.resolve("weir.pid");
  }

  @AfterEach
  void stopBackends() {
    a.close();
    b.close();
  }

  @Test
  void aChangedJarIsTakenOverAndSaidToBe() throws Exception {
    Files.write(jar, packed("1.0", a));
    try (WeirProcess weir = startWithPidFile(TURN)) {
      int port = weir.port("web");
      assertThat(TestClient.nameOfBackend(port)).isEqualTo("a");
      try (TestClient open = TestClient.connect(port)) {
        assertThat(open.readLine()).isEqualTo("a");

        Files.write(jar, packed("1.1", b));
        Finished reload = reload();

        assertThat(reload.exitCode()).as(String.join("\n", reload.err())).isZero();
        assertThat(reload.out())
            .containsExactly(
                "plugin turn: changed, 1.0 to 1.1 (" + jar + ")",
                "server web: changed: balancer (its plugin), discovery (its plugin), healthcheck"
                    + " (its plugin)",
                "server other: untouched");
        assertThat(TestClient.nameOfBackend(port)).isEqualTo("b");
        assertThat(open.exchange("still there")).isEqualTo("still there");
      }
      assertThat(reload().out())
          .containsExactly("server other: untouched", "server web: untouched");
    }
  }

  @Test
  void jarsComeAndGoWhileItRuns() throws Exception {
    try (WeirProcess weir = startWithPidFile(OTHER)) {
      Files.write(jar, packed("1.0", a));
      replace("weir.conf", TURN);
      assertThat(reload().out())
          .containsExactly(
              "plugin turn: added, 1.0 (" + jar + ")",
              "server web: added",
              "server other: untouched");
      assertThat(TestClient.nameOfBackend(weir.port("web"))).isEqualTo("a");

      Files.delete(jar);
      Finished missing = reload();
      assertThat(missing.exitCode()).isEqualTo(1);
      assertThat(missing.err())
          .anyMatch(line -> line.contains("servers.web.discovery.kind: \"turn\""));
      assertThat(TestClient.nameOfBackend(weir.port("web"))).as("as before").isEqualTo("a");

      replace("weir.conf", OTHER);
      assertThat(reload().out())
          .containsExactly(
              "plugin turn: removed", "server web: removed", "server other: untouched");
    }
  }

  @Test
  void aJarThatIsBrokenChangesNothing() throws Exception {
    Files.write(jar, packed("1.0", a));
    try (WeirProcess weir = startWithPidFile(TURN)) {
      Files.writeString(jar, "not a jar any more");

      Finished reload = reload();

      assertThat(reload.exitCode()).isEqualTo(1);
      assertThat(reload.err()).anyMatch(line -> line.contains(jar + ": not a readable jar"));
      assertThat(TestClient.nameOfBackend(weir.port("web"))).isEqualTo("a");
      Files.write(jar, packed("1.1", b));
      assertThat(reload().exitCode()).isZero();
      assertThat(TestClient.nameOfBackend(weir.port("web"))).isEqualTo("b");
    }
  }

  @Test
  @Timeout(300) // Some 30 s; a busy machine takes its time.
  void reloadsUnderLoadLoseNobodyAndLeaveNothingBehind() throws Exception {
    byte[] even = packed("1.0", a);
    byte[] odd = packed("1.1", b);
    Files.write(jar, even);
    try (WeirProcess weir = startWithPidFile(TURN);
        SteadyTraffic traffic = new SteadyTraffic(weir.port("web"))) {
      JavaProcess java = new JavaProcess(weir.pid());
      long settled = 0;
      for (int i = 1; i <= RELOADS; i++) {
        Files.write(jar, i % 2 == 0 ? even : odd);
        weir.signal("HUP");
        awaitReloads(weir, i);
        if (i == SETTLED) {
          settled = java.metaspaceKilobytes();
        }
      }

      assertThat(traffic.end()).isEmpty();
      assertThat(traffic.visits()).isGreaterThan(RELOADS);
      assertThat(weir.out()).noneMatch(line -> line.contains("ERROR") || line.contains("WARN"));
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() ->
              assertThat(java.loadersNamed("plugin-turn"))
                  .as("one for the jar that is there")
                  .isEqualTo(1));
      assertThat(java.metaspaceKilobytes())
          .as("metaspace, %s KB after %s reloads", settled, SETTLED)
          // Weir's own methods that get hot take some; what 200 such plugins would take is 8 MB.
          .isLessThan(settled + 2048);
      assertThat(copies()).as("copies of its jars").hasSize(1);
      assertThat(weir.stop().exitCode()).isZero();
    }
    assertThat(copies()).isEmpty();
  }

  @Test
  void weirsOwnPluginsLeaveNothingBehind() throws Exception {
    try (TestBackend silent = TestBackend.named("a");
        WeirProcess weir = startWithPidFile(everyPluginAtWork(silent.address()))) {
      JavaProcess java = new JavaProcess(weir.pid());
      for (int i = 1; i <= 4; i++) {
        touchAllJars();
        assertThat(reload().exitCode()).isZero();
      }

      await()
          // A driver of a database ends its thread 30 s after it was needed last.
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(() ->
              assertThat(java.loadersNamedLike("plugin-"))
                  .allSatisfy((plugin, loaders) -> assertThat(loaders).isEqualTo(1)));
      assertThat(weir.out()).noneMatch(line -> line.contains("has left"));
    }
  }

  private void touchAllJars() throws Exception {
    try (Stream<Path> files = Files.walk(home.plugins())) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Files.write(file, Files.readAllBytes(file));
      }
    }
  }

  /** Something of each plugin, as far as it needs nobody that answers. */
  private static String everyPluginAtWork(String somebody) {
    StringBuilder servers = new StringBuilder();
    List<String> checks =
        List.of(
            "kind = http",
            "kind = grpc",
            "kind = redis",
            "kind = postgres, postgres_username = a, postgres_password = b, postgres_database = c",
            "kind = mysql, mysql_username = a, mysql_password = b",
            "kind = dns, dns_name = a.example",
            "kind = smtp");
    for (String check : checks) {
      servers.append(
          "servers.check%d { bind = \"127.0.0.1:0\", %s, healthcheck { %s, interval = 200ms, timeout = 1s } }\n"
              .formatted(servers.length(), staticLines(somebody), check));
    }
    String url = "\"http://" + somebody + "\"";
    List<String> discoveries =
        List.of(
            "kind = json, json_endpoint = " + url,
            "kind = plaintext, plaintext_endpoint = " + url,
            "kind = srv, srv_lookup_server = \"" + somebody + "\", srv_lookup_pattern = a.example",
            "kind = dns, dns_server = \"" + somebody + "\", dns_name = a.example, dns_port = 80",
            "kind = docker, docker_endpoint = "
                + url
                + ", docker_container_label = \"a=b\", docker_container_private_port = 80",
            "kind = consul, consul_host = \"" + somebody + "\", consul_service_name = a");
    for (String discovery : discoveries) {
      servers.append(
          "servers.find%d { bind = \"127.0.0.1:0\", discovery { %s, interval = 1s, timeout = 1s } }\n"
              .formatted(servers.length(), discovery));
    }
    return servers.toString();
  }

  private static final String OTHER =
      "servers.other { bind = \"127.0.0.1:0\", discovery { kind = static, static_list = [] } }\n";
  private static final String TURN =
      """
      servers.web {
        bind = "127.0.0.1:0"
        balance = turn
        discovery.kind = turn
        healthcheck { kind = turn, interval = 50ms, timeout = 1s }
      }
      """
          + OTHER;

  /**
   * A plugin of three kinds that finds one backend, with a task, a gauge and a class of its own.
   */
  private static byte[] packed(String version, TestBackend backend) throws Exception {
    Path made = Files.createTempFile("turn", ".jar");
    try {
      PluginJarBuilder.plugin("turn")
          .descriptor("id=turn\nversion=" + version + "\napi=[1.0,2.0)\n")
          .provider("turn.Entry")
          .source("turn.Entry", source(backend.port()))
          .write(made);
      return Files.readAllBytes(made);
    } finally {
      Files.delete(made);
    }
  }

  private WeirProcess startWithPidFile(String hocon) throws Exception {
    String file = write("weir.conf", hocon).toString();
    return ready(
        command(home, "-c", file, "-p", pidFile.toString())
            .withVariable(
                "WEIR_OPTS",
                "-Djava.io.tmpdir="
                    + Files.createDirectories(scratch())
                    // Caches of the JDK's own, for equals of records, would keep the last one.
                    + " -XX:SoftRefLRUPolicyMSPerMB=0"));
  }

  private Path scratch() {
    return folder.resolve("scratch");
  }

  private List<Path> copies() throws Exception {
    try (Stream<Path> files = Files.list(scratch())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("weir-plugin-turn-"))
          .toList();
    }
  }

  private Finished reload() throws Exception {
    return command(home, "reload", "-p", pidFile.toString()).run();
  }

  private static void awaitReloads(WeirProcess weir, int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(() ->
            weir.out().stream().filter(line -> line.endsWith("reload: done")).count() >= count
                || weir.out().stream().anyMatch(line -> line.contains("ERROR")));
  }

  private static String source(int port) {
    return """
    package turn;

    import io.weir.api.*;
    import io.weir.api.balance.*;
    import io.weir.api.discovery.*;
    import io.weir.api.health.*;
    import java.util.List;

    public final class Entry implements WeirPlugin {
      public record Keys() {}

      private static abstract class Factory {
        public String kind() { return "turn"; }
        public Class<Keys> configType() { return Keys.class; }
      }

      private static final class Finds extends Factory implements DiscoveryFactory<Keys> {
        @Override public Discovery create(Keys config, PluginContext context) {
          context.metrics().gauge("one", "Always one.", () -> 1);
          context.executor().execute(() -> {
            try {
              Thread.sleep(java.time.Duration.ofDays(1));
            } catch (InterruptedException e) {
              context.logger().debug("closed");
            }
          });
          return () -> List.of(Backend.of("127.0.0.1", %d));
        }
      }

      private static final class Chooses extends Factory implements BalancerFactory<Keys> {
        @Override public Balancer create(Keys config, PluginContext context) {
          return backends -> (connection, candidates) -> candidates.isUsable(0) ? 0 : Selector.NONE;
        }
      }

      private static final class Checks extends Factory implements HealthCheckFactory<Keys> {
        @Override public HealthCheck create(Keys config, PluginContext context) {
          return target -> HealthResult.healthy();
        }
      }

      @Override public List<DiscoveryFactory<?>> discoveries() { return List.of(new Finds()); }
      @Override public List<BalancerFactory<?>> balancers() { return List.of(new Chooses()); }
      @Override public List<HealthCheckFactory<?>> healthChecks() { return List.of(new Checks()); }
    }
    """
        .formatted(port);
  }
}
