package io.weir.plugin.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.api.Backend;
import io.weir.api.WeirPlugin;
import io.weir.api.config.HostPort;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.Secret;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.api.web.WebAccess;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JsonDiscoveryTest {
  @TempDir private Path folder;
  private TestPluginContext context;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private Optional<WebAccess> access = Optional.empty();
  private volatile Answer answer = exchange -> exchange.sendResponseHeaders(404, -1);

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    context = new TestPluginContext(folder);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer.to(exchange);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void findsABackendInEachElement() throws Exception {
    serve(
        """
        [{"host": "a", "port": 80},
         {"host": "10.0.0.1", "port": "8080", "weight": 5, "priority": 2, "sni": "x.example",
          "max_connections": 100, "other": {"deep": [1, 2, 3]}},
         {"host": "2001:db8::1", "port": 81.0}, {"host": "[::1]", "port": 82}]
        """);

    assertThat(fetch())
        .containsExactly(
            Backend.of("a", 80),
            new Backend(new HostPort("10.0.0.1", 8080), 2, 5, 100, "x.example"),
            Backend.of("2001:db8::1", 81),
            Backend.of("::1", 82));
    assertThat(context.log()).isEmpty();
  }

  @Test
  void followsThePathsOfTheConfiguration() throws Exception {
    serve(
        """
        [{"node": {"ips": ["a", "b"]}, "ports": [{"n": 80}], "w": {"now": 3}, "p": 4, "m": 9,
          "names": ["x.example", "y.example"]}]
        """);

    assertThat(fetch(config("node.ips[1]", "ports.[0].n", "w.now", "p", "names[0]", "m")))
        .containsExactly(new Backend(new HostPort("b", 80), 4, 3, 9, "x.example"));
  }

  @Test
  void takesTheDefaultsForWhatIsMissingOrOfAnotherType() throws Exception {
    serve(
        """
        [{"host": "a", "port": 80, "weight": "7", "priority": null, "sni": 3,
          "max_connections": -1},
         {"host": "b", "port": 80, "weight": 2.9, "priority": 1e99, "max_connections": [1]}]
        """);

    assertThat(fetch()).containsExactly(Backend.of("a", 80), Backend.of("b", 80).withWeight(2));
  }

  @Test
  void findsNoneInAnEmptyArray() throws Exception {
    serve("[]");

    assertThat(fetch()).isEmpty();
  }

  @Test
  void passesOverWrongElementsWithOneWarningPerChange() throws Exception {
    try (Discovery discovery = discovery(defaults())) {
      serve("[{\"host\": \"a\", \"port\": 80}, {\"host\": \"b\"}, 17, {\"port\": 80}]");
      assertThat(discovery.fetch()).containsExactly(Backend.of("a", 80));
      serve("[{\"port\": 80}, 17, {\"host\": \"b\"}, {\"host\": \"a\", \"port\": 80}]");
      discovery.fetch();

      assertThat(context.log())
          .singleElement()
          .asString()
          .startsWith("WARN")
          .contains("server=\"web\"", "elements=\"3\"")
          .contains("[1] (expected: a port from 1 to 65535 at port)");

      serve("[{\"host\": \"a\", \"port\": 80}]");
      discovery.fetch();
      assertThat(context.log()).hasSize(1);

      serve("[{\"host\": \"a\", \"port\": 80}, {\"host\": \"b c\", \"port\": 80}]");
      discovery.fetch();
      discovery.fetch();
      assertThat(context.log()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "65536", "80.5e9", "\"\"", "\"http\"", "\"-80\"", "true", "null", "{}"})
  void passesOverAnElementWithoutAPort(String port) throws Exception {
    serve("[{\"host\": \"a\", \"port\": " + port + "}]");

    assertThat(fetch()).isEmpty();
    assertThat(context.log()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"backends\": []}",
        "\"text\"",
        "not json",
        "[{\"host\": \"a\", \"port\": 80}",
        "[{\"host\": \"a\", \"port\": 80}, {\"host\"",
        "[] []",
        "[]]",
        "[01]",
      })
  void failsOnWhatIsNoArray(String json) {
    serve(json);

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .message()
        .contains("JSON")
        .doesNotContain("\n");
  }

  @Test
  void saysWhereTheJsonIsWrong() {
    serve("[\n  {\"host\": oops}]");

    assertThatThrownBy(this::fetch).message().contains("oops").contains("at line 2, column ");
  }

  @Test
  void failsOnAnErrorStatus() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(500, 2);
          exchange.getResponseBody().write("[]".getBytes(StandardCharsets.UTF_8));
        };

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage(url() + " answers with HTTP status 500");
  }

  @Test
  void failsWhereNobodyListens() {
    server.stop(0);

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage(url() + " cannot be connected to");
  }

  @Test
  void failsOnADocumentThatIsTooLong() {
    // Elements small enough, but more than 64 MiB of them.
    serveForEver("{\"host\":\"a\",\"x\":\"" + "x".repeat(1 << 20) + "\"},");

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("67108864");
  }

  @Test
  void failsOnAnElementThatIsTooLarge() {
    serveForEver("[" + "{},".repeat(1 << 18));

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("an element has more than 100000 values and names");
  }

  @Test
  void failsOnTooManyBackends() {
    serveForEver("{\"host\":\"a\",\"port\":80},".repeat(1 << 12));

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage("the array has more than 100000 backends");
  }

  @Test
  void failsOnAnElementThatIsTooDeep() {
    serve("[".repeat(100_000));

    assertThatThrownBy(this::fetch).isInstanceOf(IOException.class).hasMessageContaining("depth");
  }

  @Test
  void stopsReadingWhenInterrupted() throws Exception {
    var begun = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('[');
          exchange.getResponseBody().flush();
          begun.countDown();
          await(never);
        };
    var fetch = new FutureTask<>(this::fetch);
    Thread thread = Thread.ofPlatform().daemon().start(fetch);

    begun.await();
    thread.interrupt();

    assertThatThrownBy(() -> fetch.get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfAny(IOException.class, InterruptedException.class);
  }

  @Test
  void comesInThroughTheDoorOfPlugins() throws IOException {
    WeirPlugin plugin = ServiceLoader.load(WeirPlugin.class).findFirst().orElseThrow();
    DiscoveryFactory<?> factory = plugin.discoveries().getFirst();
    var description = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/META-INF/weir-plugin.properties")) {
      description.load(in);
    }

    assertThat(factory.kind()).isEqualTo("json");
    assertThat(factory.configType()).isEqualTo(JsonConfig.class);
    assertThat(factory.defaultTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(description).containsEntry("id", "discovery-json").containsEntry("api", "[1.0,2.0)");
    assertThat(description.getProperty("version")).matches("\\d+\\..*");
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException("the server stops", e);
    }
  }

  private void serve(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        };
  }

  /** Serves an array that has no end. */
  private void serveForEver(String elements) {
    byte[] bytes = elements.getBytes(StandardCharsets.UTF_8);
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          out.write('[');
          while (true) {
            out.write(bytes);
          }
        };
  }

  @Test
  void showsItsCredentials() throws Exception {
    var seen = new AtomicReference<Headers>();
    answer =
        exchange -> {
          seen.set(exchange.getRequestHeaders());
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("[]".getBytes(StandardCharsets.UTF_8));
        };
    access =
        Optional.of(
            new WebAccess(
                Map.of("X-Key", new Secret("k")),
                Optional.of("ann"),
                Optional.of(new Secret("pass")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false));

    assertThat(fetch()).isEmpty();
    assertThat(seen.get().getFirst("X-Key")).isEqualTo("k");
    assertThat(seen.get().getFirst("Authorization")).isEqualTo("Basic YW5uOnBhc3M=");
  }

  private List<Backend> fetch() throws Exception {
    return fetch(defaults());
  }

  private List<Backend> fetch(JsonConfig config) throws Exception {
    try (Discovery discovery = discovery(config)) {
      return discovery.fetch();
    }
  }

  private Discovery discovery(JsonConfig config) {
    return new JsonDiscovery(config, context);
  }

  /** With empty paths, as in gobetween's sample. */
  private JsonConfig defaults() {
    return config("", "", "", "", "", "");
  }

  /** Host, port, weight, priority, server name, limit. */
  private JsonConfig config(String... paths) {
    List<JsonPath> parsed = Arrays.stream(paths).map(JsonPath::parse).toList();
    return new JsonConfig(
        HttpUrl.parse(url()),
        parsed.get(0),
        parsed.get(1),
        parsed.get(2),
        parsed.get(3),
        parsed.get(4),
        parsed.get(5),
        access);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }
}
