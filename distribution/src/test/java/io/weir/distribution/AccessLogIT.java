package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.process.NamedPipe;
import io.weir.testkit.process.WeirProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The access log of the unpacked tarball. */
class AccessLogIT extends SystemTest {
  private static final String ADDRESS = "127\\.0\\.0\\.1:\\d+";
  private static final String SECONDS = "\\d+\\.\\d{6}";
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+";

  /** Each server has the name of the reason for which its connection ends. */
  @Test
  void everyReasonThatCanBeBroughtAboutFromOutsideIsLogged() throws Exception {
    Path log = folder.resolve("access.log");
    try (var echo = TestBackend.named("a");
        var dying = TestBackend.named("b");
        var silent = TestBackend.of(Behaviour.blackhole());
        var gone = TestBackend.named("c")) {
      gone.kill();
      String deadCheck =
          "healthcheck { kind = ping, interval = 1s, timeout = 1s, initial_status = unhealthy }\n";
      WeirProcess weir =
          start(
              "shutdown_timeout = 100ms\n"
                  + accessLog("output = \"" + log + "\", format = json")
                  + named("finished", staticList(echo))
                  + named("limit", "max_connections = 1\n" + staticList(echo))
                  + named("access_denied", "access.default = deny\n" + staticList(echo))
                  + named("no_backend", deadCheck + staticList(gone))
                  + named("backend_refused", staticList(gone))
                  + named("client_idle", "client_idle_timeout = 200ms\n" + staticList(echo))
                  + named("backend_idle", "backend_idle_timeout = 200ms\n" + staticList(silent))
                  + named("client_reset", staticList(echo))
                  + named("backend_reset", staticList(dying))
                  + named("server_stopped", staticList(echo)));
      try (weir) {
        assertThat(TestClient.nameOfBackend(weir.port("finished"))).isEqualTo("a");
        try (TestClient first = TestClient.connect(weir.port("limit"))) {
          assertThat(first.readLine()).isEqualTo("a");
          endsFor(weir, "limit");
        }
        for (String server : List.of("access_denied", "no_backend", "backend_refused")) {
          endsFor(weir, server);
        }
        try (TestClient client = TestClient.connect(weir.port("client_idle"))) {
          assertThat(client.readLine()).isEqualTo("a");
          assertThat(client.isEndedByPeer()).isTrue();
        }
        endsFor(weir, "backend_idle");
        try (Socket client =
            new Socket(InetAddress.getLoopbackAddress(), weir.port("client_reset"))) {
          client.setSoLinger(true, 0);
          assertThat(client.getInputStream().read()).isEqualTo('a');
        }
        try (TestClient client = TestClient.connect(weir.port("backend_reset"))) {
          assertThat(client.readLine()).isEqualTo("b");
          dying.kill();
          assertThat(client.isEndedByPeer()).isTrue();
        }
        await().until(() -> reasons(log).size() >= 9);
        try (TestClient client = TestClient.connect(weir.port("server_stopped"))) {
          assertThat(client.readLine()).isEqualTo("a");
          weir.terminate();
          assertThat(client.isEndedByPeer()).isTrue();
        }
        assertThat(weir.awaitExit().exitCode()).isZero();
      }
      assertThat(reasons(log))
          .containsExactlyInAnyOrder(
              "access_denied",
              "backend_idle",
              "backend_refused",
              "backend_reset",
              "client_idle",
              "client_reset",
              "finished",
              "limit",
              "no_backend",
              "server_stopped");
    }
  }

  @Test
  void textHasEverythingAndLeavesOutWhomItShould() throws Exception {
    Path log = folder.resolve("access.log");
    try (var a = TestBackend.named("a");
        WeirProcess weir =
            start(
                accessLog("output = \"" + log + "\"")
                    + named("quiet", "access_log = false\n" + staticList(a))
                    + named("web", staticList(a)))) {
      assertThat(TestClient.nameOfBackend(weir.port("quiet"))).isEqualTo("a");
      try (TestClient client = TestClient.connect(weir.port("web"))) {
        assertThat(client.readLine()).isEqualTo("a");
        assertThat(client.exchange("hello")).isEqualTo("hello");
      }

      assertThat(weir.stop().exitCode()).isZero();

      assertThat(Files.readAllLines(log))
          .singleElement()
          .asString()
          .matches(
              "time=%2$s began=%2$s server=web client=%1$s local=127\\.0\\.0\\.1:%4$d backend=%5$s rx=8 tx=6 connect=%3$s first_byte=%3$s total=%3$s client_subject=- client_san=- reason=finished"
                  .formatted(ADDRESS, TIME, SECONDS, weir.port("web"), a.address()));
    }
  }

  @Test
  void standardOutputIsSharedWithTheLog() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir = start(accessLog("") + server(staticList(a)))) {
      assertThat(TestClient.nameOfBackend(weir.port("web"))).isEqualTo("a");

      assertThat(weir.awaitLine(line -> line.startsWith("time="))).contains(" server=web ");
    }
  }

  @Test
  void filesAreRotated() throws Exception {
    Path log = folder.resolve("access.log");
    try (var a = TestBackend.named("a");
        WeirProcess weir =
            start(
                "logging.level = info\n"
                    + accessLog(
                        "output = \"" + log + "\", rotation { max_size = 1KB, compress = true }")
                    + server(staticList(a)))) {
      int port = weir.port("web");
      await()
          .until(() -> {
            TestClient.nameOfBackend(port);
            return rotated().size() >= 2;
          });
      assertThat(rotated()).allMatch(name -> name.matches("access\\.log\\.[0-9-]{10}\\.\\d+.*"));
      assertThat(Files.size(log)).isLessThan(2048);
    }
  }

  @Test
  void aPipeThatNobodyReadsDisturbsNoConnection() throws Exception {
    NamedPipe pipe = NamedPipe.make(folder.resolve("pipe"));
    try (var a = TestBackend.named("a");
        WeirProcess weir =
            start(
                accessLog("output = \"" + pipe.path() + "\", queue_size = 50")
                    + server(staticList(a)))) {
      int port = weir.port("web");

      assertThat(reached(port, 700)).containsExactly(Map.entry("a", 700));

      weir.awaitLine(line -> line.contains("access_log: its output does not keep up; lines lost:"));
      try (BufferedReader reader = pipe.open()) {
        assertThat(reader.readLine()).startsWith("time=").endsWith(" reason=finished");
      }
      assertThat(weir.stop().exitCode()).isZero();
    }
  }

  @Test
  void aFullDiskIsToldOnceAndNothingElseHappens() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir = start(accessLog("output = \"/dev/full\"") + server(staticList(a)))) {
      assertThat(reached(weir.port("web"), 100)).containsExactly(Map.entry("a", 100));

      String told = "The log /dev/full cannot be written, its lines are dropped: ";
      weir.awaitLine(line -> line.contains(told + "No space left on device"));
      assertThat(weir.stop().exitCode()).isZero();
      assertThat(weir.out()).filteredOn(line -> line.contains(told)).hasSize(1);
    }
  }

  private static void endsFor(WeirProcess weir, String server) throws Exception {
    try (TestClient client = TestClient.connect(weir.port(server))) {
      assertThat(client.isEndedByPeer()).isTrue();
    }
  }

  /** Reasons of connections that ended for the reason their server is named after. */
  private static Set<String> reasons(Path log) throws IOException {
    Set<String> reasons = new TreeSet<>();
    for (String line : Files.readAllLines(log)) {
      Config object = ConfigFactory.parseString(line);
      if (object.getString("server").equals(object.getString("reason"))) {
        reasons.add(object.getString("reason"));
      }
    }
    return reasons;
  }

  private List<String> rotated() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("access.log."))
          .toList();
    }
  }

  private static String accessLog(String keys) {
    return "access_log { enabled = true, " + keys + " }\n";
  }

  private static String named(String name, String keys) {
    return server(keys).replaceFirst("servers\\.web", "servers." + name);
  }
}
