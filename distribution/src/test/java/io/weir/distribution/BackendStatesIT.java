package io.weir.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.backend.UdpPeer;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How backends come and go, as operators see it. */
class BackendStatesIT extends SystemTest {
  private static final String ADMINISTERED =
      "api { enabled = true, bind = \"127.0.0.1:0\" }\n" + Scraper.ON;

  /** The page's configuration, with backends and times of this test: everything in one life. */
  @Test
  void thePageOfBackendsKeepsItsWord() throws Exception {
    List<String> configurations = DocsPage.named("backends.md").configurations();
    assertThat(configurations).hasSize(1);

    try (var backend = TestBackend.named("a");
        var health = TestBackend.named("health");
        WeirProcess weir =
            start(
                ADMINISTERED
                    + configurations
                        .getFirst()
                        .replace("\":80\"", "\"127.0.0.1:0\"")
                        .replace("8081", String.valueOf(health.port()))
                        .replace("10.0.0.1:8080", backend.address())
                        .replace(", \"10.0.0.2:8080\"", "")
                        .replace("panic_threshold = 30", "panic_threshold = 0")
                        .replace("interval = 2s", "interval = 50ms")
                        .replace("close_after = 5s", "close_after = 100ms")
                        .replace("fail_back_hold = 10s", "fail_back_hold = 200ms")
                        .replace("slow_start = 30s", "slow_start = 300ms"));
        TestClient client = TestClient.connect(weir.port("web"));
        Scraper metrics = Scraper.of(weir);
        RawHttp api = ApiIT.api(weir)) {
      assertThat(client.readLine()).isEqualTo("a");
      assertThat(backends(api))
          .containsPattern("\"discovered\": true")
          .containsPattern("\"state\": \"up\"")
          .containsPattern("\"why\": \"initial\"");

      health.stopAccepting();

      await().until(() -> backends(api).contains("\"state\": \"down\""));
      assertThat(backends(api))
          .contains("\"why\": \"check_failed\"", "\"detail\": \"Connection refused\"")
          .containsPattern("\"since\": \"20\\d\\d-\\d\\d-\\d\\dT");
      assertThat(metrics.text())
          .containsPattern("weir_backend_state\\{.*state=\"down\",why=\"check_failed\"\\} 1");
      says(weir, "backend is down.*why=check_failed.*reason=\"Connection refused\"");
      await().until(client::isEndedByPeer);
      await()
          .until(() ->
              metrics
                  .text()
                  .contains(
                      "weir_connections_closed_total{reason=\"backend_down\",server=\"web\"} 1"));

      health.acceptAgain();

      says(weir, "backend is starting.*why=held_back");
      await().until(() -> backends(api).contains("\"why\": \"slow_start\""));
      await().until(() -> backends(api).contains("\"state\": \"up\""));
      assertThat(backends(api)).contains("\"why\": \"check_passed\"", "\"panic\": false");
    }
  }

  @Test
  void whereTooFewWorkAllAreUsed() throws Exception {
    try (var backend = TestBackend.named("a");
        var health = TestBackend.named("health");
        WeirProcess weir =
            start(
                ADMINISTERED
                    + server(
                        "backends.panic_threshold = 50\n"
                            + "healthcheck { kind = ping, interval = 50ms, timeout = 20s, port = "
                            + health.port()
                            + " }\n"
                            + staticList(backend)));
        Scraper metrics = Scraper.of(weir);
        RawHttp api = ApiIT.api(weir)) {
      health.stopAccepting();

      await().until(() -> backends(api).contains("\"panic\": true"));
      assertThat(metrics.text()).contains("weir_server_panic{server=\"web\"} 1");
      assertThat(TestClient.nameOfBackend(weir.port("web"))).isEqualTo("a");
      says(weir, "fewer backends work than panic_threshold, all are used.*server=web");

      health.acceptAgain();

      says(weir, "enough backends work again.*server=web");
      assertThat(backends(api)).contains("\"panic\": false");
    }
  }

  @Test
  void whoeverRefusesConnectionsIsEjectedAndComesBack() throws Exception {
    try (var good = TestBackend.named("good");
        var bad = TestBackend.named("bad");
        WeirProcess weir =
            start(
                ADMINISTERED
                    + server(
                        "balance = roundrobin\n"
                            + "backends.ejection { failures = 3, time = 3s, max_time = 3s }\n"
                            + staticList(good, bad)));
        RawHttp api = ApiIT.api(weir)) {
      bad.stopAccepting();

      assertThat(reached(weir.port("web"), 20)).containsOnlyKeys("good");

      await()
          .untilAsserted(() ->
              assertThat(backends(api))
                  .contains(
                      "\"state\": \"ejected\"",
                      "\"why\": \"connections_failed\"",
                      "\"detail\": \"3 connections in a row failed"));
      bad.acceptAgain();
      says(weir, "backend is up.*why=ejection_over");
      await().until(() -> reached(weir.port("web"), 20).containsKey("bad"));
    }
  }

  @Test
  void whoeverResetsConnectionsEarlyIsEjected() throws Exception {
    try (var good = TestBackend.named("good");
        var bad = TestBackend.of(Behaviour.resetsImmediately());
        WeirProcess weir =
            start(
                ADMINISTERED
                    + server(
                        "balance = roundrobin\nbackends.ejection { failures = 2 }\n"
                            + staticList(good, bad)));
        RawHttp api = ApiIT.api(weir)) {
      await()
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> {
            TestClient.nameOfBackend(weir.port("web"));
            return weir.out().stream().anyMatch(line -> line.contains("backend is ejected"));
          });

      says(
          weir,
          "backend is ejected.*backend="
              + Pattern.quote(bad.address())
              + " why=connections_failed");
      assertThat(reached(weir.port("web"), 20)).containsOnlyKeys("good");
      assertThat(backends(api)).contains("\"why\": \"connections_failed\"");
    }
  }

  @Test
  void aPortThatRefusesDatagramsIsEjected() throws Exception {
    try (UdpPeer good = UdpPeer.named("good");
        UdpPeer gone = UdpPeer.open();
        WeirProcess weir =
            start(
                server(
                    "protocol = udp, client_idle_timeout = 5s, balance = roundrobin\n"
                        + "backends.ejection { failures = 1 }\n"
                        + staticLines(good.text(), gone.text())))) {
      String refusing = gone.text();
      gone.close();
      int port = weir.port("web");

      await()
          .until(() -> {
            try (UdpPeer client = UdpPeer.open()) {
              client.send("hello".getBytes(UTF_8), address(port));
            }
            return weir.out().stream()
                .anyMatch(line -> line.contains("backend is ejected") && line.contains(refusing));
          });
    }
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static void says(WeirProcess weir, String expression) throws Exception {
    Pattern line = Pattern.compile(expression);
    weir.awaitLine(written -> line.matcher(written).find());
  }

  private static String backends(RawHttp api) throws Exception {
    return api.ask("GET", "/servers/web/backends").body();
  }
}
