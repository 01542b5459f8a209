package io.weir.plugin.builtin.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.api.config.HttpUrl;
import io.weir.plugin.builtin.BackgroundCall;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PlaintextDiscoveryTest {
  @TempDir private Path folder;
  private TestPluginContext context;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    context = new TestPluginContext(folder);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void findsABackendOnEachLine() throws Exception {
    serve("/", "a:80\r\n\r\nb:81 sni=example.com weight=0\nrubbish\n");

    assertThat(fetch("", ""))
        .containsExactly(
            Backend.of("a", 80), Backend.of("b", 81).withSni("example.com").withWeight(0));
    assertThat(context.log()).singleElement().asString().startsWith("WARN").contains("rubbish");
  }

  @Test
  void readsLinesByAPatternInGosSpelling() throws Exception {
    serve("/", "web01;10.0.0.1;8080;w5;c100;www.example.com\nweb02;2001:db8::1;81;w;c;\n");
    String pattern =
        "^[[:alnum:]]+;(?P<host>[^;]+);(?P<port>\\d+);w(?P<weight>\\d*);c(?P<max_connections>\\d*)"
            + ";(?P<sni>\\S*)$";

    assertThat(fetch("", pattern))
        .containsExactly(
            new Backend(new HostPort("10.0.0.1", 8080), 1, 5, 100, "www.example.com"),
            Backend.of("2001:db8::1", 81));
  }

  @Test
  void readsLinesByAPatternInJavasSpelling() throws Exception {
    serve("/", "server a:80 backup=2\nserver [::1]:81 backup=3\n");

    assertThat(fetch("", "server (?<host>\\S+):(?<port>\\d+) backup=(?<priority>\\d)"))
        .containsExactly(
            Backend.of("a", 80).withPriority(2), Backend.of("::1", 81).withPriority(3));
  }

  @Test
  void refusesAPatternWithoutHostOrPort() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinePattern.parse("(?P<host>.*)"))
        .withMessage("a regular expression with the groups (?P<host>...) and (?P<port>...)");
  }

  @Test
  void failsOnAnErrorStatus() {
    handle(
        "/",
        exchange -> {
          byte[] page = "a:80\n".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(503, page.length);
          exchange.getResponseBody().write(page);
        });

    assertThatThrownBy(() -> fetch("", ""))
        .isInstanceOf(IOException.class)
        .hasMessage(url("") + " answers with HTTP status 503");
  }

  @Test
  void followsARedirect() throws Exception {
    serve("/list", "a:80\n");
    handle(
        "/old",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/list");
          exchange.sendResponseHeaders(302, -1);
        });

    assertThat(fetch("old", "")).containsExactly(Backend.of("a", 80));
  }

  @Test
  void sendsTheUserOfTheAddressAndDoesNotShowItsPassword() throws Exception {
    var authorization = new AtomicReference<String>();
    handle(
        "/",
        exchange -> {
          authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(404, -1);
        });
    String url = url("").replace("http://", "http://user:p%40ss@");

    try (var discovery = discovery(url, "")) {
      assertThatThrownBy(discovery::fetch).message().contains("***@").doesNotContain("ss@");
    }
    assertThat(authorization).hasValue("Basic dXNlcjpwQHNz"); // user:p@ss
  }

  @Test
  void failsOnAnAnswerThatIsTooLong() {
    handle(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] megabyte = new byte[1 << 20];
          for (int i = 0; i < 17; i++) {
            exchange.getResponseBody().write(megabyte);
          }
        });

    assertThatThrownBy(() -> fetch("", ""))
        .isInstanceOf(IOException.class)
        .hasMessage(url("") + " answers with more than 16777216 bytes");
  }

  @Test
  void failsWhereNobodyListens() {
    server.stop(0);

    assertThatThrownBy(() -> fetch("", ""))
        .isInstanceOf(IOException.class)
        .hasMessage(url("") + " cannot be connected to");
  }

  @Test
  void stopsWaitingForAnAnswerWhenInterrupted() throws Exception {
    var asked = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    handle(
        "/",
        _ -> {
          asked.countDown();
          await(never);
        });

    try (var call = BackgroundCall.of(() -> fetch("", ""))) {
      asked.await();
      call.interrupt();

      assertThatThrownBy(call::answer).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void stopsWaitingForTheRestOfAnAnswerWhenInterrupted() throws Exception {
    var begun = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    handle(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('a');
          exchange.getResponseBody().flush();
          begun.countDown();
          await(never);
        });

    try (var call = BackgroundCall.of(() -> fetch("", ""))) {
      begun.await();
      call.interrupt();

      assertThatThrownBy(call::answer)
          .isInstanceOfAny(InterruptedException.class, IOException.class);
    }
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void handle(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            answer.to(exchange);
          }
        });
  }

  private void serve(String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    handle(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException("the server stops", e);
    }
  }

  private List<Backend> fetch(String path, String pattern) throws Exception {
    try (var discovery = discovery(url(path), pattern)) {
      return discovery.fetch();
    }
  }

  private PlaintextDiscovery discovery(String url, String pattern) {
    var config =
        new PlaintextConfig(HttpUrl.parse(url), LinePattern.parse(pattern), Optional.empty());
    return new PlaintextDiscovery(config, context);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
  }
}
