package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.DatagramEnd;
import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.UdpPeer;
import io.weir.testkit.process.WeirProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** UDP through the unpacked tarball, over each transport. */
@ParameterizedClass
@ValueSource(strings = {"linux", "channel"})
class UdpIT extends SystemTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String API = "api { enabled = true, bind = \"127.0.0.1:0\" }\n";

  private final String transport;

  UdpIT(String transport) {
    this.transport = transport;
  }

  @Test
  void everyClientKeepsItsBackend() throws Exception {
    try (UdpPeer a = UdpPeer.named("a");
        UdpPeer b = UdpPeer.named("b");
        WeirProcess weir =
            startServer(udp("client_idle_timeout = 1m, balance = roundrobin", a, b))) {
      InetSocketAddress web = address(weir, "web");
      Map<String, String> backends = new HashMap<>();
      List<UdpPeer> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        clients.add(UdpPeer.open());
      }
      for (int round = 0; round < 5; round++) {
        for (UdpPeer client : clients) {
          String answer = client.exchange("hello", web);
          assertThat(answer).matches("[ab] hello");
          assertThat(backends.merge(client.text(), answer, (old, now) -> old)).isEqualTo(answer);
        }
      }
      assertThat(Set.copyOf(backends.values())).containsExactlyInAnyOrder("a hello", "b hello");
      clients.forEach(UdpPeer::close);
    }
  }

  @Test
  void figuresAreThoseOfSessions() throws Exception {
    Path log = folder.resolve("access.log");
    try (UdpPeer a = UdpPeer.named("a");
        WeirProcess weir =
            start(
                API
                    + Scraper.ON
                    + "access_log { enabled = true, output = \""
                    + log
                    + "\" }\n"
                    + server(udp("client_idle_timeout = 200ms, max_connections = 1", a)));
        Scraper scraper = Scraper.of(weir);
        RawHttp api = RawHttp.connect(weir.servicePort("api"));
        UdpPeer client = UdpPeer.open();
        UdpPeer tooMany = UdpPeer.open()) {
      InetSocketAddress web = address(weir, "web");
      assertThat(client.exchange("hello", web)).isEqualTo("a hello");
      tooMany.send("x", web);
      assertThat(client.exchange("again", web)).isEqualTo("a again");
      await()
          .untilAsserted(() -> {
            JsonNode stats = JSON.readTree(api.ask("GET", "/servers/web/stats").body());
            assertThat(stats.get("active_connections").asInt()).isZero();
            assertThat(stats.get("tx_total").asInt()).isEqualTo(10);
            assertThat(stats.get("rx_total").asInt()).isEqualTo(14);
            JsonNode backend = stats.get("backends").get(0).get("stats");
            assertThat(backend.get("total_connections").asInt()).isEqualTo(1);
            assertThat(backend.get("rx").asInt()).isEqualTo(14);
          });
      Exposition now = scraper.scrape();
      String closed = "weir_connections_closed_total";
      assertThat(now.value(closed, "reason", "client_idle", "server", "web")).isEqualTo(1);
      assertThat(now.value(closed, "reason", "limit", "server", "web")).isEqualTo(1);
      assertThat(now.value("weir_server_received_bytes_total", "server", "web")).isEqualTo(10);
      await().until(() -> !Files.readAllLines(log).isEmpty());
      assertThat(Files.readAllLines(log))
          .singleElement()
          .asString()
          .contains(
              " server=web client=" + client.text() + " local=127.0.0.1:" + web.getPort(),
              " backend=" + a.text() + " rx=14 tx=10 connect=0.0",
              " reason=client_idle");
    }
  }

  @Test
  void fireAndForgetReachesAllBackendsAndReadsNoReplies() throws Exception {
    try (UdpPeer a = UdpPeer.open();
        UdpPeer b = UdpPeer.open();
        WeirProcess weir = startServer(udp("udp.max_requests = 1, balance = roundrobin", a, b));
        UdpPeer client = UdpPeer.open()) {
      Set<InetSocketAddress> sources =
          new TreeSet<>(java.util.Comparator.comparing(Object::toString));
      for (int i = 0; i < 10; i++) {
        client.send("one", address(weir, "web"));
        client.send("two", address(weir, "web"));
        DatagramEnd.Came came = a.receive();
        sources.add(came.from());
        b.receive();
        a.send("answer", came.from());
      }
      assertThat(sources).as("one socket for all").hasSize(1);
      assertThat(client.next(SHORT)).isNull();
    }
  }

  @Test
  void accessIsAskedForEveryPacketAndDropsInSilence() throws Exception {
    try (UdpPeer a = UdpPeer.named("a");
        WeirProcess weir =
            startServer(udp("client_idle_timeout = 1m, access.rules = [\"deny 127.0.0.2\"]", a));
        UdpPeer allowed = UdpPeer.open();
        UdpPeer denied = UdpPeer.at("127.0.0.2", 0)) {
      denied.send("x", address(weir, "web"));
      assertThat(allowed.exchange("hello", address(weir, "web"))).isEqualTo("a hello");
      assertThat(denied.next(SHORT)).isNull();
    }
  }

  @Test
  void aBackendThatIsGoneCostsOneDatagram() throws Exception {
    try (UdpPeer gone = UdpPeer.open();
        UdpPeer b = UdpPeer.named("b");
        WeirProcess weir =
            start(
                API
                    + server(
                        udp("client_idle_timeout = 1m")
                            + staticLines(gone.text() + " priority=1", b.text() + " priority=2")));
        RawHttp api = RawHttp.connect(weir.servicePort("api"));
        UdpPeer client = UdpPeer.open()) {
      gone.close();
      int unanswered = 0;
      for (int i = 0; i < 10; i++) {
        client.send("hello", address(weir, "web"));
        if (client.next(Duration.ofSeconds(2)) == null) {
          unanswered++;
        }
      }
      assertThat(unanswered).isEqualTo(1);
      JsonNode backends =
          JSON.readTree(api.ask("GET", "/servers/web/stats").body()).get("backends");
      int refused = 0;
      for (JsonNode backend : backends) {
        refused += backend.get("stats").get("refused_connections").asInt();
      }
      assertThat(refused).isEqualTo(unanswered);
    }
  }

  @Test
  void sessionsLeaveABackendWhoseCheckFailsOrStay() throws Exception {
    write("verdict", "up");
    Path check =
        Files.writeString(
            folder.resolve("check.sh"),
            "#!/bin/sh\n[ \"$2\" = \"$(cat port)\" ] && cat verdict || printf up\n");
    Files.setPosixFilePermissions(check, PosixFilePermissions.fromString("rwx------"));
    String healthcheck =
        ", healthcheck { kind = exec, interval = 100ms, timeout = 5s, exec_command = \""
            + check
            + "\", exec_expected_positive_output = up, exec_expected_negative_output = down }";
    try (UdpPeer a = UdpPeer.named("a");
        UdpPeer b = UdpPeer.named("b")) {
      write("port", "");
      String keys = udp("client_idle_timeout = 1m, balance = iphash" + healthcheck, a, b);
      try (WeirProcess weir =
              start(
                  server(keys + "\nudp.on_backend_down = reelect")
                      + server(keys).replace("servers.web", "servers.keeps"));
          UdpPeer client = UdpPeer.open()) {
        InetSocketAddress moves = address(weir, "web");
        InetSocketAddress keeps = address(weir, "keeps");
        String first = client.exchange("x", moves);
        assertThat(client.exchange("x", keeps)).isEqualTo(first);
        write("port", String.valueOf((first.startsWith("a") ? a : b).address().getPort()));
        replace("verdict", "down");
        await().until(() -> !client.exchange("x", moves).equals(first));
        await().until(() -> !answerToStranger(keeps).equals(first));
        assertThat(client.exchange("x", keeps)).isEqualTo(first);
      }
    }
  }

  @Test
  void aProbeSeesWhatABackendAnswers() throws Exception {
    AtomicReference<String> word = new AtomicReference<>("pong");
    String probe =
        ", balance = roundrobin, healthcheck { kind = probe, probe_protocol = udp, probe_send = ping"
            + ", probe_recv = pong, interval = 100ms, timeout = 2s }";
    try (UdpPeer a = UdpPeer.answering(came -> answer(came, "a", word.get()));
        UdpPeer b = UdpPeer.answering(came -> answer(came, "b", "pong"));
        WeirProcess weir = startServer(udp("client_idle_timeout = 1m" + probe, a, b))) {
      InetSocketAddress web = address(weir, "web");
      await().until(() -> answerToStranger(web).equals("a"));

      word.set("no");
      await()
          .until(() ->
              IntStream.range(0, 4).mapToObj(_ -> answerToStranger(web)).allMatch("b"::equals));

      word.set("pong");
      await().until(() -> answerToStranger(web).equals("a"));
    }
  }

  private static byte[] answer(byte[] came, String name, String toPing) {
    boolean isPing = new String(came, StandardCharsets.UTF_8).equals("ping");
    return (isPing ? toPing : name).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aReloadOfTheServerAndOfAnotherKeepsSessions() throws Exception {
    try (UdpPeer a = UdpPeer.named("a");
        UdpPeer b = UdpPeer.named("b")) {
      String other =
          "servers.other { bind = \"127.0.0.1:0\", " + staticLines("127.0.0.1:1") + " }\n";
      try (WeirProcess weir = start(other + server(udp("client_idle_timeout = 1m", a)));
          UdpPeer client = UdpPeer.open()) {
        InetSocketAddress web = address(weir, "web");
        assertThat(client.exchange("x", web)).isEqualTo("a x");
        replace(
            "weir.conf",
            other.replaceFirst("\\{", "{ max_connections = 7,")
                + server(udp("client_idle_timeout = 2m, max_connections = 99", b)));
        weir.signal("HUP");
        await().until(() -> answerToStranger(web).equals("b x"));
        assertThat(client.exchange("y", web)).as("it keeps its backend").isEqualTo("a y");
      }
    }
  }

  @Test
  void aReloadChangesTheReceiveBufferOfTheSocketsThatAreThere() throws Exception {
    Programs.assumeInstalled("ss", "iproute2");
    try (UdpPeer a = UdpPeer.named("a");
        WeirProcess weir =
            startServer(udp("client_idle_timeout = 1m, udp.receive_buffer = 40KB", a));
        UdpPeer client = UdpPeer.open()) {
      InetSocketAddress web = address(weir, "web");
      assertThat(client.exchange("x", web)).isEqualTo("a x");
      assertThat(receiveBuffers(web)).containsOnly("rb81920");

      replace("weir.conf", server(udp("client_idle_timeout = 1m, udp.receive_buffer = 60KB", a)));
      weir.signal("HUP");
      // Linux keeps twice of what it is told.
      await().until(() -> receiveBuffers(web).equals(Set.of("rb122880")));
      assertThat(client.exchange("y", web)).as("it keeps its backend").isEqualTo("a y");
    }
  }

  private static Set<String> receiveBuffers(InetSocketAddress address) throws Exception {
    Process ss =
        new ProcessBuilder("ss", "-unamH", "sport", "=", ":" + address.getPort())
            .redirectErrorStream(true)
            .start();
    String output = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(ss.waitFor()).as(output).isZero();
    return Pattern.compile("\\brb[0-9]+")
        .matcher(output)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  @Test
  void anAddressThatIsTakenIsRefused() throws Exception {
    try (UdpPeer a = UdpPeer.named("a");
        UdpPeer other = UdpPeer.open()) {
      String keys =
          udp("client_idle_timeout = 1s, bind = \"%s\"".formatted(other.text()))
              + staticLines(a.text());
      var finished =
          command("-c", write("weir.conf", "servers.web { " + keys + " }").toString()).run();
      assertThat(finished.exitCode()).isEqualTo(1);
      assertThat(String.join("\n", finished.err()))
          .contains("servers.web.bind: cannot listen on " + other.text())
          .contains("in use");
    }
  }

  @Test
  void stoppingWaitsForSessionsAndThenEndsThem() throws Exception {
    try (UdpPeer a = UdpPeer.named("a");
        WeirProcess weir =
            start("shutdown_timeout = 200ms\n" + server(udp("client_idle_timeout = 1m", a)));
        UdpPeer client = UdpPeer.open()) {
      assertThat(client.exchange("x", address(weir, "web"))).isEqualTo("a x");
      assertThat(weir.stop().exitCode()).isZero();
    }
  }

  private static String answerToStranger(InetSocketAddress server) {
    try (UdpPeer stranger = UdpPeer.open()) {
      return stranger.exchange("x", server);
    }
  }

  private static InetSocketAddress address(WeirProcess weir, String server)
      throws InterruptedException {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), weir.port(server));
  }

  private String udp(String keys) {
    return "protocol = udp, transport = " + transport + ", " + keys + "\n";
  }

  private String udp(String keys, UdpPeer... backends) {
    String[] lines = new String[backends.length];
    for (int i = 0; i < backends.length; i++) {
      lines[i] = backends[i].text();
    }
    return udp(keys) + staticLines(lines);
  }
}
