package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.core.connection.CloseReason;
import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirProcess;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What Prometheus sees of a weir. */
class MetricsIT extends SystemTest {
  private static final Pattern PORT = Pattern.compile(",port=\"([0-9]+)\"");
  private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

  @Test
  void valuesAreWhatWentThrough() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir =
            start(
                Scraper.ON
                    + server("max_connections = 2\n" + staticLines(a.address() + " weight=7")));
        Scraper scraper = Scraper.of(weir)) {
      int port = weir.port("web");
      for (int i = 1; i <= 5; i++) {
        greetAndSay(port, "hello");
        Map<String, Double> ended = Map.of("finished", (double) i);
        // So that the limit is not reached by those that are about to end.
        await().until(() -> closed(scraper.scrape(), "web").equals(ended));
      }

      try (TestClient one = TestClient.connect(port);
          TestClient two = TestClient.connect(port)) {
        assertThat(one.readLine() + two.readLine()).isEqualTo("aa");
        try (TestClient third = TestClient.connect(port)) {
          assertThat(third.isEndedByPeer()).isTrue();
        }
        Exposition now = scraper.scrape();

        assertThat(now.value("weir_server_connections_total", "server", "web")).isEqualTo(8);
        assertThat(now.value("weir_server_active_connections", "server", "web")).isEqualTo(2);
        assertThat(now.value("weir_server_max_connections", "server", "web")).isEqualTo(2);
        assertThat(now.value("weir_server_received_bytes_total", "server", "web")).isEqualTo(30);
        assertThat(now.value("weir_server_sent_bytes_total", "server", "web")).isEqualTo(44);
        assertThat(closed(now, "web")).isEqualTo(Map.of("finished", 5.0, "limit", 1.0));
        assertThat(now.value("weir_server_connect_duration_seconds_count", "server", "web"))
            .isEqualTo(7);
        assertThat(now.value("weir_server_connection_duration_seconds_count", "server", "web"))
            .isEqualTo(6);
        for (String state : List.of("", "_live", "_enabled", "_eligible")) {
          assertThat(now.value("weir_server_backends" + state, "server", "web")).isEqualTo(1);
        }
        assertThat(now.value("weir_server_backends_draining", "server", "web")).isZero();

        String[] backend = backend(a);
        assertThat(now.value("weir_backend_connections_total", backend)).isEqualTo(7);
        assertThat(now.value("weir_backend_active_connections", backend)).isEqualTo(2);
        assertThat(now.value("weir_backend_refused_connections_total", backend)).isZero();
        assertThat(now.value("weir_backend_received_bytes_total", backend)).isEqualTo(44);
        assertThat(now.value("weir_backend_sent_bytes_total", backend)).isEqualTo(30);
        assertThat(now.value("weir_backend_live", backend)).isEqualTo(1);
        assertThat(now.value("weir_backend_enabled", backend)).isEqualTo(1);
        assertThat(now.value("weir_backend_draining", backend)).isZero();
        assertThat(now.value("weir_backend_weight", backend)).isEqualTo(7);
      }
    }
  }

  @Test
  void connectionThatFailsIsCountedUnderItsReasonAndTheOthersStayAtZero() throws Exception {
    try (var gone = TestBackend.named("gone")) {
      gone.stopAccepting();
      String refused = "connect_retries = 0\n" + staticList(gone);
      String denied = "access { default = deny, rules = [] }\n" + staticList(gone);
      try (WeirProcess weir =
              start(Scraper.ON + server(refused) + server(denied).replace("web", "closed"));
          Scraper scraper = Scraper.of(weir)) {
        Exposition before = scraper.scrape();
        for (CloseReason reason : CloseReason.values()) {
          assertThat(
                  before.value(
                      "weir_connections_closed_total", "reason", reason.word(), "server", "web"))
              .isZero();
        }

        for (String server : List.of("web", "web", "web", "closed")) {
          try (TestClient client = TestClient.connect(weir.port(server))) {
            assertThat(client.isEndedByPeer()).isTrue();
          }
        }

        await()
            .untilAsserted(() -> {
              Exposition now = scraper.scrape();
              assertThat(closed(now, "web")).isEqualTo(Map.of("backend_refused", 3.0));
              assertThat(closed(now, "closed")).isEqualTo(Map.of("access_denied", 1.0));
              assertThat(now.value("weir_backend_refused_connections_total", backend(gone)))
                  .isEqualTo(3);
            });
      }
    }
  }

  @Test
  void seriesOfABackendThatHasLeftEnd() throws Exception {
    try (var a = TestBackend.named("a");
        var b = TestBackend.named("b")) {
      replace("backends", a.address() + "\n" + b.address() + "\n");
      String discovery =
          "discovery { kind = file, file_path = \"" + folder.resolve("backends") + "\" }";
      try (WeirProcess weir = start(Scraper.ON_AS_GOBETWEEN + server(discovery));
          Scraper scraper = Scraper.of(weir)) {
        await().until(() -> ports(scraper.scrape()).equals(Set.of(a.port(), b.port())));

        replace("backends", a.address() + "\n");

        await().until(() -> ports(scraper.scrape()).equals(Set.of(a.port())));
        assertThat(scraper.scrape().value("weir_server_backends", "server", "web")).isEqualTo(1);
      }
    }
  }

  @Test
  void seriesOfAServerThatIsTakenAwayEndAndThoseOfTheOthersGoOn() throws Exception {
    try (var a = TestBackend.named("a")) {
      String web = Scraper.ON_AS_GOBETWEEN + server(staticList(a));
      try (WeirProcess weir = start(web + server(staticList(a)).replace("web", "gone"));
          Scraper scraper = Scraper.of(weir)) {
        greetAndSay(weir.port("web"), "hello");
        await().until(() -> closed(scraper.scrape(), "web").equals(Map.of("finished", 1.0)));
        assertThat(series(scraper.scrape(), "gone")).isNotEmpty();

        replace("weir.conf", web);
        weir.signal("HUP");

        await().until(() -> series(scraper.scrape(), "gone").isEmpty());
        assertThat(closed(scraper.scrape(), "web")).isEqualTo(Map.of("finished", 1.0));
      }
    }
  }

  @Test
  void seriesOfAServerThatIsDeletedOverTheApiEnd() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir =
            start(
                Scraper.ON_AS_GOBETWEEN
                    + "api { enabled = true, bind = \"127.0.0.1:0\" }\n"
                    + server(staticList(a)));
        Scraper scraper = Scraper.of(weir);
        RawHttp api = ApiIT.api(weir)) {
      String section =
          "{\"bind\": \"127.0.0.1:0\", \"discovery\": {\"kind\": \"static\", \"static_list\": [\"%s\"]}}"
              .formatted(a.address());
      assertThat(api.askWithBody("POST", "/servers/gone", section).status()).isEqualTo(200);
      await().until(() -> series(scraper.scrape(), "gone").size() > 10);

      assertThat(api.ask("DELETE", "/servers/gone").status()).isEqualTo(200);

      assertThat(series(scraper.scrape(), "gone")).isEmpty();
      assertThat(series(scraper.scrape(), "web")).isNotEmpty();
    }
  }

  @Test
  void failedChecksAndLookUpsAreCounted() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir =
            start(
                Scraper.ON
                    + server(
                        "healthcheck { kind = ping, interval = 100ms, timeout = 1s }\n"
                            + staticList(a))
                    + "servers.lost { bind = \"127.0.0.1:0\", discovery { kind = plaintext,"
                    + " plaintext_endpoint = \"http://127.0.0.1:1/\" } }\n");
        Scraper scraper = Scraper.of(weir)) {
      String checks = "weir_server_health_check_failures_total";
      assertThat(scraper.scrape().value(checks, "server", "web")).isZero();
      await()
          .until(() ->
              scraper.scrape().value("weir_server_discovery_failures_total", "server", "lost") > 0);

      a.kill();

      await().until(() -> scraper.scrape().value(checks, "server", "web") > 1);
      assertThat(scraper.scrape().value(checks, "server", "lost")).isZero();
    }
  }

  @Test
  void gobetweensNamesAreThereOnlyWhereTheyAreAskedFor() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess plain = start(Scraper.ON + server(staticList(a)));
        WeirProcess both = start(Scraper.ON_AS_GOBETWEEN + server(staticList(a)));
        Scraper plainScraper = Scraper.of(plain);
        Scraper bothScraper = Scraper.of(both)) {
      greetAndSay(both.port("web"), "hello");
      await().until(() -> closed(bothScraper.scrape(), "web").equals(Map.of("finished", 1.0)));
      Exposition now = bothScraper.scrape();

      assertThat(families(plainScraper.scrape(), "gobetween_")).isEmpty();
      assertThat(families(plainScraper.scrape(), "weir_")).isEqualTo(families(now, "weir_"));
      Map<String, Set<String>> expected = new TreeMap<>();
      expected.put("gobetween_build_info", Set.of("version", "revision", "branch", "goversion"));
      for (String name :
          List.of(
              "count", "active_connections", "rx_total", "tx_total", "rx_second", "tx_second")) {
        expected.put("gobetween_server_" + name, Set.of("server"));
      }
      for (String name :
          List.of(
              "active_connections",
              "refused_connections",
              "total_connections",
              "rx_bytes",
              "tx_bytes",
              "rx_second",
              "tx_second",
              "live")) {
        expected.put("gobetween_backend_" + name, Set.of("server", "host", "port"));
      }
      Map<String, Set<String>> found = new TreeMap<>();
      for (Exposition.Family family : now.families().values()) {
        if (family.name().startsWith("gobetween_")) {
          assertThat(family.type()).as(family.name()).isEqualTo("gauge");
          found.put(family.name(), family.labels());
        }
      }
      assertThat(found).isEqualTo(expected);

      assertThat(now.value("gobetween_server_count", "server", "web")).isEqualTo(1);
      assertThat(now.value("gobetween_server_active_connections", "server", "web")).isZero();
      assertThat(now.value("gobetween_server_rx_total", "server", "web")).isEqualTo(8);
      assertThat(now.value("gobetween_server_tx_total", "server", "web")).isEqualTo(6);
      assertThat(now.value("gobetween_backend_total_connections", backend(a))).isEqualTo(1);
      assertThat(now.value("gobetween_backend_refused_connections", backend(a))).isZero();
      assertThat(now.value("gobetween_backend_rx_bytes", backend(a))).isEqualTo(8);
      assertThat(now.value("gobetween_backend_tx_bytes", backend(a))).isEqualTo(6);
      assertThat(now.value("gobetween_backend_live", backend(a))).isEqualTo(1);
    }
  }

  @Test
  void scrapesAtTheSameTimeAreAllWholeWhileTrafficRuns() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir = start(Scraper.ON + server(staticList(a)));
        Scraper scraper = Scraper.of(weir);
        Traffic traffic = new Traffic(weir.port("web"));
        ExecutorService scrapers = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(traffic.next(10)).isNotEmpty();
      Set<String> names = scraper.scrape().families().keySet();

      List<Future<List<Exposition>>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(
            scrapers.submit(() -> {
              List<Exposition> mine = new ArrayList<>();
              for (int n = 0; n < 10; n++) {
                mine.add(scraper.scrape());
              }
              return mine;
            }));
      }
      for (Future<List<Exposition>> future : all) {
        double connections = 0;
        for (Exposition exposition : future.get()) {
          assertThat(exposition.families().keySet()).containsAll(names);
          double now = exposition.value("weir_server_connections_total", "server", "web");
          assertThat(now).isGreaterThanOrEqualTo(connections);
          connections = now;
        }
      }
      assertThat(traffic.next(10)).isNotEmpty();
      assertThat(traffic.lost()).isEmpty();
    }
  }

  @Test
  void formatIsTheOneThatIsAccepted() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir = start(Scraper.ON_AS_GOBETWEEN + server(staticList(a)));
        Scraper scraper = Scraper.of(weir)) {
      HttpResponse<byte[]> text = scraper.ask(BodyHandlers.ofByteArray());
      HttpResponse<byte[]> open =
          scraper.ask(
              BodyHandlers.ofByteArray(), "Accept", OPEN_METRICS, "Accept-Encoding", "gzip");

      assertThat(type(text)).startsWith("text/plain; version=0.0.4");
      assertThat(text.headers().firstValue("content-encoding")).isEmpty();
      assertThat(type(open)).startsWith("application/openmetrics-text; version=1.0.0");
      assertThat(open.headers().firstValue("content-encoding")).contains("gzip");
      assertThat(open.body()).hasSizeLessThan(text.body().length / 2);
      String page;
      try (var in = new GZIPInputStream(new ByteArrayInputStream(open.body()))) {
        page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      assertThat(page).contains("# TYPE weir_server_connections counter\n").endsWith("# EOF\n");
    }
  }

  @Test
  void bindThatIsTakenIsNamedAndWeirDoesNotStart() throws Exception {
    try (var taken = TestBackend.named("taken")) {
      String metrics = "metrics { enabled = true, bind = \"" + taken.address() + "\" }\n";

      Finished finished =
          command("-c", write("w.conf", metrics + server(staticList(taken))).toString()).run();

      assertThat(finished.exitCode()).isEqualTo(1);
      assertThat(finished.err())
          .singleElement()
          .asString()
          .contains("w.conf:1  metrics.bind: cannot listen on " + taken.address());
    }
  }

  static void greetAndSay(int port, String word) throws Exception {
    try (TestClient client = TestClient.connect(port)) {
      assertThat(client.readLine()).isEqualTo("a");
      assertThat(client.exchange(word)).isEqualTo(word);
    }
  }

  /** How many of a server's connections ended, by those reasons that there were. */
  private static Map<String, Double> closed(Exposition exposition, String server) {
    Map<String, Double> closed = new TreeMap<>();
    for (CloseReason reason : CloseReason.values()) {
      double count =
          exposition.value(
              "weir_connections_closed_total", "reason", reason.word(), "server", server);
      if (count > 0) {
        closed.put(reason.word(), count);
      }
    }
    return closed;
  }

  private static String[] backend(TestBackend backend) {
    return new String[] {
      "host", "127.0.0.1", "port", Integer.toString(backend.port()), "server", "web"
    };
  }

  /** The ports of the backends that there are series of, the same for every metric. */
  private static Set<Integer> ports(Exposition exposition) {
    Set<Integer> ports = new TreeSet<>();
    PORT.matcher(String.join("\n", exposition.values().keySet()))
        .results()
        .map(match -> Integer.valueOf(match.group(1)))
        .forEach(ports::add);
    return ports;
  }

  private static List<String> series(Exposition exposition, String server) {
    return exposition.values().keySet().stream()
        .filter(series -> series.contains("server=\"" + server + '"'))
        .toList();
  }

  private static Set<String> families(Exposition exposition, String prefix) {
    Set<String> names = new TreeSet<>(exposition.families().keySet());
    names.removeIf(name -> !name.startsWith(prefix));
    return names;
  }

  private static String type(HttpResponse<?> answer) {
    return answer.headers().firstValue("content-type").orElse("");
  }
}
