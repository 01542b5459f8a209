package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.testkit.acme.FakeDirectory;
import io.weir.testkit.acme.Pebble;
import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.peer.ConsulAgent;
import io.weir.testkit.peer.PeerProcess;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three weirs with one store, in a real Consul agent. */
@Tag("peer")
@Timeout(300)
class SharedCertificatesIT extends SystemTest {
  /** The lock of a weir that was killed outlives it by a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int WEIRS = 3;
  private static final String NAME = "a.example";

  private final TestBackend backend = TestBackend.named("a");
  private final List<WeirProcess> weirs = new ArrayList<>();
  private ConsulAgent consul;

  @BeforeEach
  void startConsul() throws Exception {
    consul = ConsulAgent.startOrSkip(Files.createDirectory(folder.resolve("consul")));
  }

  @AfterEach
  void stop() {
    weirs.forEach(WeirProcess::close);
    if (consul != null) {
      consul.close();
    }
    backend.close();
  }

  private WeirProcess startWeir(int number, int httpPort, String authority) throws Exception {
    String config =
        """
        api { enabled = true, bind = "127.0.0.1:0" }
        acme {
          challenge = http
          http_bind = "127.0.0.1:%d"
          %s
          store { kind = consul, address = "http://%s", token = "%s" }
        }
        """
                .formatted(httpPort, authority, consul.address(), ConsulAgent.TOKEN)
            + server(
                """
                protocol = tls
                tls.acme_hosts = ["%s"]
                %s
                """
                    .formatted(NAME, staticList(backend)));
    String state = folder.resolve("state-" + number).toString();
    WeirProcess weir =
        command("-c", write("weir-" + number + ".conf", config).toString())
            .withVariable("XDG_STATE_HOME", state)
            .withVariable("STATE_DIRECTORY", state)
            .start();
    weirs.add(weir);
    return weir;
  }

  private static void awaitGood(WeirProcess weir, Path root) throws Exception {
    int port = weir.port("web");
    await().atMost(PATIENCE).until(() -> OpenSsl.isTrusted(OpenSsl.shakeHands(port, root, NAME)));
  }

  private static String serial(WeirProcess weir) throws Exception {
    try (RawHttp api = ApiIT.api(weir)) {
      JsonNode told = new JsonMapper().readTree(api.ask("GET", "/certificates").body());
      return told.get("web").get(0).get("serial").stringValue();
    }
  }

  private static Set<String> serials(List<WeirProcess> asked) throws Exception {
    List<String> serials = new ArrayList<>();
    for (WeirProcess weir : asked) {
      serials.add(serial(weir));
    }
    return Set.copyOf(serials);
  }

  @Test
  void oneOfThemOrdersAndAllServeItsCertificate() throws Exception {
    assumeTrue(Pebble.missing().isEmpty(), () -> Pebble.missing().orElseThrow());
    List<Integer> httpPorts = new ArrayList<>();
    for (int i = 0; i < WEIRS; i++) {
      httpPorts.add(PeerProcess.freePort());
    }
    try (Front front = new Front(httpPorts);
        Pebble pebble =
            Pebble.in(Files.createDirectory(folder.resolve("pebble")))
                .httpPort(front.port())
                .start()) {
      String authority =
          "directory_url = \"%s\", root_ca_path = \"%s\""
              .formatted(pebble.directoryUrl(), pebble.trust());
      for (int i = 0; i < WEIRS; i++) {
        startWeir(i, httpPorts.get(i), authority);
      }
      Path root = write("pebble-root.pem", pebble.root());
      for (WeirProcess weir : weirs) {
        awaitGood(weir, root);
      }

      assertThat(serials(weirs)).hasSize(1);
      assertThat(pebble.log().lines().filter(line -> line.matches(".*Added order .* to the db.*")))
          .hasSize(1);
      assertThat(consul.get("weir/certificates/" + NAME).orElseThrow())
          .contains("BEGIN CERTIFICATE", "PRIVATE KEY");
      // The lock is given back after the certificate is at work.
      await("nobody holds a lock any more").until(() -> consul.sessions().isEmpty());
    }
  }

  @Test
  void anotherTakesOverFromOneThatIsKilledInTheMiddleOfAnOrder() throws Exception {
    try (FakeDirectory directory = FakeDirectory.start(InstantSource.system())) {
      Path root = directory.trust(folder);
      String authority =
          "directory_url = \"%s\", root_ca_path = \"%s\"".formatted(directory.directoryUrl(), root);
      directory.hang("/finalize");
      for (int i = 0; i < WEIRS; i++) {
        startWeir(i, PeerProcess.freePort(), authority);
      }
      await().atMost(PATIENCE).until(() -> !directory.requests("POST /finalize").isEmpty());

      WeirProcess holder = weirs.stream().filter(SharedCertificatesIT::orders).findFirst().get();
      holder.signal("KILL");
      holder.awaitExit();
      directory.goOn("/finalize");
      List<WeirProcess> others = weirs.stream().filter(WeirProcess::isAlive).toList();
      assertThat(others).hasSize(WEIRS - 1).noneMatch(SharedCertificatesIT::orders);
      for (WeirProcess weir : others) {
        awaitGood(weir, root);
      }
      assertThat(serials(others)).hasSize(1);
      assertThat(others.stream().filter(SharedCertificatesIT::orders)).hasSize(1);
      assertThat(directory.requests("POST /order ")).as("one of each holder").hasSize(2);

      WeirProcess again = startWeir(WEIRS, PeerProcess.freePort(), authority);
      awaitGood(again, root);
      assertThat(serial(again)).isEqualTo(serial(others.getFirst()));
      assertThat(orders(again)).isFalse();
      assertThat(directory.accounts()).as("they share one account").isEqualTo(1);
    }
  }

  private static boolean orders(WeirProcess weir) {
    return weir.out().stream().anyMatch(line -> line.contains(": ordering a certificate"));
  }

  /**
   * What every fleet has before it: the authority comes to one address, and any of the weirs may
   * have the answer.
   */
  private static final class Front implements AutoCloseable {
    private final List<Integer> behind;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    Front(List<Integer> behind) throws IOException {
      this.behind = behind;
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext("/", this::ask);
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    private void ask(HttpExchange exchange) throws IOException {
      try (exchange) {
        for (int port : behind) {
          URI uri = URI.create("http://127.0.0.1:" + port + exchange.getRequestURI());
          HttpResponse<byte[]> answer =
              client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
          if (answer.statusCode() == 200) {
            exchange.sendResponseHeaders(200, answer.body().length);
            exchange.getResponseBody().write(answer.body());
            return;
          }
        }
        exchange.sendResponseHeaders(404, -1);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      server.stop(0);
      threads.shutdownNow();
      client.shutdownNow();
    }
  }
}
