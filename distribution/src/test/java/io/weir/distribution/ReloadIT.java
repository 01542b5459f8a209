package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.RawHttp.Answer;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** A running weir goes on by another configuration. */
class ReloadIT extends SystemTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONNECTIONS = "weir_server_connections_total";
  private static final int RELOADS = 50;
  private static final int LONG_CONNECTIONS = 200;

  private final TestBackend a = TestBackend.named("a");
  private final TestBackend b = TestBackend.named("b");
  private Path pidFile;
  private int port;
  private int otherPort;

  @BeforeEach
  void choosePorts() throws IOException {
    pidFile = folder.resolve("weir.pid");
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = one.getLocalPort();
      otherPort = other.getLocalPort();
    }
  }

  @AfterEach
  void stopBackends() {
    a.close();
    b.close();
  }

  @Test
  @Timeout(300) // Some 20 s; a busy machine takes its time.
  void reloadsUnderLoadRefuseNobodyAndResetNobody() throws Exception {
    try (WeirProcess weir = startWithPidFile(generation(0));
        LongConnections open = LongConnections.open(port, LONG_CONNECTIONS);
        SteadyTraffic kept = new SteadyTraffic(port);
        SteadyTraffic moving = new SteadyTraffic(otherPort)) {
      for (int i = 1; i <= RELOADS; i++) {
        replace("weir.conf", generation(i));
        reloadBySignal(weir, i);
        if (i % 10 == 0) {
          assertThat(open.talk()).as("long connections after %s reloads", i).isEmpty();
        }
      }

      assertThat(kept.end()).isEmpty();
      assertThat(moving.end()).isEmpty();
      assertThat(kept.visits()).isGreaterThan(RELOADS);
      assertThat(open.talk()).isEmpty();
      assertThat(weir.out()).noneMatch(line -> line.contains("ERROR"));
      // Else it waits for them for as long as connections of servers that went were given.
      open.close();
      assertThat(weir.stop().exitCode()).isZero();
    }
  }

  /**
   * Server {@code stay} never differs; {@code turn} differs each time; one address moves from
   * server to server, which come and go.
   */
  private String generation(int i) {
    return """
    shutdown_timeout = 30s
    servers.turn {
      bind = "127.0.0.1:%d"
      max_connections = %d
      client_idle_timeout = %ds
      transport = %s
      %s
      healthcheck { kind = ping, interval = %ds, timeout = 1s }
      balance = %s
    }
    servers.stay { bind = "127.0.0.1:0", %s }
    servers.moves%d { bind = "127.0.0.1:%d", %s }
    """
        .formatted(
            port,
            10_000 + i,
            100 + i,
            i % 3 == 0 ? "channel" : "linux",
            i % 2 == 0 ? staticList(a, b) : staticList(a),
            2 + i % 3,
            i % 4 < 2 ? "weight" : "roundrobin",
            staticList(a),
            i % 3,
            otherPort,
            staticList(b));
  }

  @Test
  void commandPrintsThePlanAndWeirGoesOnByIt() throws Exception {
    try (WeirProcess weir =
        startWithPidFile(
            on("changes", port, staticList(a))
                + on("goes", otherPort, staticList(a))
                + on("stays", 0, staticList(a)))) {
      replace(
          "weir.conf",
          "metrics.bind = \":1\"\ndefaults.client_idle_timeout = 0s\nshutdown_timeout = 3s\n"
              + on("changes", port, "connect_retries = 7\n" + staticList(b))
              + on("comes", 0, staticList(b))
              + on("stays", 0, staticList(a)));

      Finished reload = command("reload", "-p", pidFile.toString()).run();

      assertThat(reload.exitCode()).as(String.join("\n", reload.err())).isZero();
      assertThat(reload.out())
          .containsExactly(
              "server comes: added",
              "server goes: removed",
              "server changes: changed: connect_retries, discovery.static_list",
              "server stays: untouched",
              "shutdown_timeout: changed",
              "metrics.bind: changed, needs a restart");
      assertThat(TestClient.nameOfBackend(port)).isEqualTo("b");
      assertThat(TestClient.nameOfBackend(weir.port("comes"))).isEqualTo("b");
      await().until(() -> isRefused(otherPort));
      assertThat(weir.out())
          .anyMatch(line -> line.endsWith("reload: server goes: removed"))
          .anyMatch(line -> line.endsWith("reload: done"));
    }
  }

  @Test
  void openConnectionsFinishByTheSettingsTheyBeganWith() throws Exception {
    try (WeirProcess weir =
            startWithPidFile(
                "shutdown_timeout = 1s\n"
                    + on("changes", port, staticList(a))
                    + on("goes", otherPort, staticList(a)));
        TestClient old = TestClient.connect(port);
        TestClient leaving = TestClient.connect(otherPort)) {
      assertThat(old.readLine()).isEqualTo("a");
      assertThat(leaving.readLine()).isEqualTo("a");
      replace(
          "weir.conf",
          "shutdown_timeout = 1s\n"
              + on("changes", port, "access { default = deny }\n" + staticList(b)));

      reloadBySignal(weir, 1);

      assertThat(isTurnedAway(port)).isTrue();
      assertThat(leaving.isEndedByPeer()).as("a removed server's, at shutdown_timeout").isTrue();
      assertThat(old.exchange("still there")).isEqualTo("still there");
    }
  }

  @Test
  void badFileChangesNothingAndSaysWhy() throws Exception {
    try (WeirProcess weir = startWithPidFile(on("web", port, staticList(a)))) {
      replace("weir.conf", on("web", port, "max_conections = 1\n" + staticList(b)));

      Finished reload = command("reload", "-p", pidFile.toString()).run();

      assertThat(reload.exitCode()).isEqualTo(1);
      assertThat(reload.err()).hasSize(1);
      assertThat(reload.err().getFirst())
          .contains("weir.conf:3", "servers.web.max_conections", "max_connections");
      assertThat(reload.out()).isEmpty();
      weir.awaitLine(line -> line.endsWith("reload: nothing was changed"));
      assertThat(TestClient.nameOfBackend(port)).isEqualTo("a");
    }
  }

  @Test
  void serverThatCannotListenLeavesEverythingAsItWas() throws Exception {
    try (WeirProcess weir = startWithPidFile(on("web", port, staticList(a)))) {
      replace(
          "weir.conf",
          on("fine", otherPort, staticList(b))
              + on("taken", b.port(), staticList(b))
              + on("web", port, staticList(b)));

      Finished reload = command("reload", "-p", pidFile.toString()).run();

      assertThat(reload.exitCode()).isEqualTo(1);
      assertThat(reload.err())
          .singleElement()
          .asString()
          .contains("weir.conf:", "  servers.taken.bind: cannot listen on 127.0.0.1:" + b.port());
      assertThat(TestClient.nameOfBackend(port)).isEqualTo("a");
      await().until(() -> isRefused(otherPort));

      replace("weir.conf", on("fine", otherPort, staticList(b)) + on("web", port, staticList(b)));
      assertThat(command("reload", "-p", pidFile.toString()).run().exitCode()).isZero();
      assertThat(TestClient.nameOfBackend(port)).isEqualTo("b");
      assertThat(TestClient.nameOfBackend(otherPort)).isEqualTo("b");
      assertThat(weir.isAlive()).isTrue();
    }
  }

  @Test
  void serversExchangeTheirAddresses() throws Exception {
    try (WeirProcess weir =
        startWithPidFile(on("one", port, staticList(a)) + on("two", otherPort, staticList(b)))) {
      replace("weir.conf", on("one", otherPort, staticList(a)) + on("two", port, staticList(b)));

      reloadBySignal(weir, 1);

      assertThat(TestClient.nameOfBackend(port)).isEqualTo("b");
      assertThat(TestClient.nameOfBackend(otherPort)).isEqualTo("a");
    }
  }

  @Test
  void logIsChangedLive() throws Exception {
    Path log = folder.resolve("weir.log");
    try (WeirProcess weir = startWithPidFile(on("web", port, staticList(a)))) {
      replace("weir.conf", "logging.output = \"" + log + "\"\n" + on("web", port, staticList(a)));

      assertThat(command("reload", "-p", pidFile.toString()).run().out())
          .containsExactly("server web: untouched", "logging.output: changed");

      await().untilAsserted(() -> assertThat(log).content().contains("reload: done"));
      assertThat(weir.isAlive()).isTrue();
    }
  }

  @Test
  void reloadWhileItStopsIsNoHarm() throws Exception {
    try (WeirProcess weir = startWithPidFile(on("web", port, staticList(a)));
        TestClient client = TestClient.connect(port)) {
      assertThat(client.readLine()).isEqualTo("a");
      weir.signal("TERM");
      weir.awaitLine(line -> line.contains("weir stops"));

      weir.signal("HUP");

      assertThat(client.exchange("still served")).isEqualTo("still served");
      client.close();
      assertThat(weir.awaitExit().exitCode()).isZero();
    }
  }

  @Test
  void reloadOverTheApiAnswersThePlanAndCountersAreCarriedOn() throws Exception {
    Path log = folder.resolve("access.log");
    String administration =
        """
        api { enabled = true, bind = "127.0.0.1:0" }
        metrics { enabled = true, bind = "127.0.0.1:0" }
        """;
    String web = on("web", port, staticList(a));
    try (WeirProcess weir = startWithPidFile(administration + web + on("goes", 0, staticList(a)));
        RawHttp api = ApiIT.api(weir);
        Scraper scraper = Scraper.of(weir)) {
      ApiDescription description = new ApiDescription(api.ask("GET", "/openapi.json").body());
      for (int i = 0; i < 3; i++) {
        assertThat(TestClient.nameOfBackend(port)).isEqualTo("a");
      }
      await().until(() -> scraper.scrape().value(CONNECTIONS, "server", "web") == 3);

      replace(
          "weir.conf",
          administration
              + "logging.level = debug\napi.cors = true\naccess_log { enabled = true, output = \""
              + log
              + "\" }\n"
              + on("web", port, "max_connections = 50\n" + staticList(a, b))
              + on("comes", otherPort, staticList(b)));
      Answer answer = api.ask("POST", "/reload");

      description.check("post /reload", answer);
      assertThat(JSON.readTree(answer.body()))
          .isEqualTo(
              JSON.readTree(
                  """
                  {
                    "added": ["comes"],
                    "removed": ["goes"],
                    "changed": {"web": ["discovery.static_list", "max_connections"]},
                    "untouched": [],
                    "live": ["access_log.enabled", "access_log.output", "logging.level"],
                    "restart": ["api.cors"],
                    "plugins": []
                  }
                  """));
      assertThat(TestClient.nameOfBackend(otherPort)).isEqualTo("b");
      assertThat(TestClient.nameOfBackend(port)).isIn("a", "b");
      await().until(() -> scraper.scrape().value(CONNECTIONS, "server", "web") == 4);
      assertThat(
              JSON.readTree(api.ask("GET", "/servers/web/stats").body()).get("rx_total").intValue())
          .isGreaterThan(0);
      await().untilAsserted(() -> assertThat(log).content().contains("server=comes", "server=web"));

      replace("weir.conf", "max_conections = 1\n" + administration + web + "servers.x.bind = 1\n");
      Answer refused = api.ask("POST", "/reload");

      assertThat(refused.status()).isEqualTo(409);
      description.check("post /reload", refused);
      assertThat(refused.body())
          .contains("weir.conf:1  max_conections: unknown key", "servers.x.bind: 1 (expected");
      assertThat(api.askWithBody("POST", "/reload", "{}").status()).isEqualTo(400);
      assertThat(TestClient.nameOfBackend(otherPort)).isEqualTo("b");

      Exposition figures = scraper.scrape();
      assertThat(figures.value("weir_reloads_total", "result", "applied")).isEqualTo(1);
      assertThat(figures.value("weir_reloads_total", "result", "refused")).isEqualTo(1);
      assertThat(figures.value("weir_reloads_total", "result", "failed")).isZero();
      assertThat(figures.value("weir_config_last_reload_successful")).isZero();
      assertThat(figures.value("weir_log_lines_dropped_total", "log", "access_log")).isZero();
    }
  }

  @Test
  void saysWhyItFindsNoWeir() throws Exception {
    assertReloadFails("there is no such file");
    Files.writeString(pidFile, "precious");
    assertReloadFails("its content is no process id");
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Files.writeString(pidFile, ended.pid() + "\n");
    assertReloadFails("process " + ended.pid() + " does not run");
    // Without -p it is that of the unit file, which is there where weir runs as a service.
    assertThat(command("reload", "--help").run().out())
        .anyMatch(line -> line.contains("/run/weir/weir.pid"));
  }

  private void assertReloadFails(String why) throws Exception {
    Finished reload = command("reload", "-p", pidFile.toString()).run();
    assertThat(reload.exitCode()).isEqualTo(1);
    assertThat(reload.err()).singleElement().asString().contains("weir.pid", why);
  }

  private WeirProcess startWithPidFile(String hocon) throws Exception {
    String file = write("weir.conf", hocon).toString();
    return ready(command("-c", file, "-p", pidFile.toString()));
  }

  /** By SIGHUP; returns when the so-manieth reload is done. */
  private static void reloadBySignal(WeirProcess weir, int count) throws InterruptedException {
    weir.signal("HUP");
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> weir.out().stream().filter(ReloadIT::isEndOfReload).count() >= count);
    assertThat(weir.out()).noneMatch(line -> line.endsWith("reload: nothing was changed"));
  }

  private static boolean isEndOfReload(String line) {
    return line.endsWith("reload: done") || line.endsWith("reload: nothing was changed");
  }

  private static String on(String name, int port, String keys) {
    return "servers.%s {\n  bind = \"127.0.0.1:%d\"\n%s\n}\n".formatted(name, port, keys);
  }

  private static boolean isRefused(int port) {
    try (TestClient client = TestClient.connect(port)) {
      return client == null;
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean isTurnedAway(int port) throws IOException {
    try (TestClient client = TestClient.connect(port)) {
      return client.isEndedByPeer();
    }
  }
}
