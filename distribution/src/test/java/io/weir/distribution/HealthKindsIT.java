package io.weir.distribution;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.weir.api.config.HostPort;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.peer.MailServer;
import io.weir.testkit.peer.NameServer;
import io.weir.testkit.peer.WebServer;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kinds of health check by the configurations of their pages in the docs: a backend goes down when
 * the real server says so, and comes up again.
 */
class HealthKindsIT extends SystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestBackend backend = TestBackend.named("a");

  @AfterEach
  void stop() {
    backend.close();
  }

  /** Makes the server say that it works, or that it does not. */
  private interface Switch {
    void turn(boolean well) throws Exception;
  }

  /**
   * Runs a page's configuration.
   *
   * @param replaced by what the texts of the page are replaced, beside times
   * @param server the name of the page's server
   * @param reason what the log gives as the reason
   */
  private void assertFollows(
      String page, Map<String, String> replaced, String server, Switch health, String reason)
      throws Exception {
    String configuration = DocsPage.named(page).configurations().getFirst();
    for (Map.Entry<String, String> text : replaced.entrySet()) {
      assertThat(configuration).contains(text.getKey());
      configuration = configuration.replace(text.getKey(), text.getValue());
    }
    configuration =
        configuration
            .replaceAll("bind = \"[^\"]*\"", "bind = \"127.0.0.1:0\"")
            .replaceAll("static_list = \\[[^]]*]", "static_list = [\"" + backend.address() + "\"]")
            .replaceAll("interval = \\d+s", "interval = 200ms")
            .replaceAll("timeout = \\d+s", "timeout = 20s");
    try (WeirProcess weir = start(configuration)) {
      int port = weir.port(server);
      assertThat(reached(port, 3)).containsOnlyKeys("a");

      health.turn(false);
      String down = weir.awaitLine(line -> line.contains("backend is down"));
      assertThat(down).contains("WARN", reason);
      await().atMost(PATIENCE).until(() -> isTurnedAway(port));

      health.turn(true);
      weir.awaitLine(line -> line.contains("backend is up"));
      await().atMost(PATIENCE).until(() -> !isTurnedAway(port));
    }
  }

  private static boolean isTurnedAway(int port) {
    try {
      reached(port, 1);
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private Path folderOf(String peer) throws IOException {
    return Files.createDirectory(folder.resolve(peer));
  }

  @Test
  void ping() throws Exception {
    try (TestBackend checked = TestBackend.named("checked")) {
      assertFollows(
          "health-ping.md",
          Map.of("port = 8081", "port = " + checked.port()),
          "web",
          listening(checked),
          "Connection refused");
    }
  }

  @Test
  void probe() throws Exception {
    AtomicBoolean works = new AtomicBoolean(true);
    try (TestBackend checked =
        TestBackend.of(client -> {
          String said = new String(client.getInputStream().readNBytes(6), US_ASCII);
          boolean asked = works.get() && said.equals("PING\r\n");
          client.getOutputStream().write((asked ? "+PONG\r\n" : "-LOADING\r\n").getBytes(US_ASCII));
        })) {
      assertFollows(
          "health-probe.md",
          Map.of("kind = probe", "kind = probe, port = " + checked.port()),
          "cache",
          works::set,
          "the answer is not what probe_recv expects");
    }
  }

  @Test
  void exec(@TempDir Path folder) throws Exception {
    Path well = Files.createFile(folder.resolve("well"));
    Path program = folder.resolve("check.sh");
    Files.writeString(program, "#!/bin/sh\n[ -e " + well + " ] && echo 1 || echo 0\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    assertFollows(
        "health-exec.md",
        Map.of("/etc/weir/check.sh", program.toString()),
        "web",
        on -> {
          if (on) {
            Files.createFile(well);
          } else {
            Files.delete(well);
          }
        },
        "exec_command printed");
  }

  private static Switch listening(TestBackend checked) {
    return on -> {
      if (on) {
        checked.acceptAgain();
      } else {
        checked.stopAccepting();
      }
    };
  }

  @Tag("peer")
  @Test
  void http() throws Exception {
    Optional<Path> program = WebServer.program();
    assumeTrue(program.isPresent(), "nginx is not installed (Debian package nginx)");
    TestAuthority authority = TestAuthority.create();
    PemFiles files = TestAuthority.write(folder, "web", authority.issue("web.example"));
    Path down = folder.resolve("down");
    String answers =
        """
        ssl_certificate "%s"; ssl_certificate_key "%s";
        location = /healthz {
          set $asked "$server_protocol $host";
          if ($asked != "HTTP/2.0 web.example") { return 400; }
          if (-f "%s") { return 503; }
          return 200 "so far all is well";
        }
        """
            .formatted(files.certificate(), files.key(), down);
    try (WebServer server =
        WebServer.start(program.orElseThrow(), folderOf("nginx"), "ssl http2", answers)) {
      assertFollows(
          "health-http.md",
          Map.of(
              "port = 8081",
              "port = " + server.port(),
              "/etc/weir/web-ca.crt",
              authority.writeRoot(folder).toString()),
          "web",
          well -> {
            if (well) {
              Files.delete(down);
            } else {
              Files.createFile(down);
            }
          },
          "HTTP status 503 (expected: 200-299, 401)");
    }
  }

  @Test
  void grpc() throws Exception {
    HealthStatusManager health = new HealthStatusManager();
    String service = "shop.v1.Orders";
    health.setStatus(service, ServingStatus.SERVING);
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(health.getHealthService())
            .build()
            .start();
    try {
      assertFollows(
          "health-grpc.md",
          Map.of("port = 50052", "port = " + server.getPort()),
          "orders",
          well ->
              health.setStatus(service, well ? ServingStatus.SERVING : ServingStatus.NOT_SERVING),
          "NOT_SERVING");
    } finally {
      server.shutdownNow();
    }
  }

  @Tag("peer")
  @Test
  void dns() throws Exception {
    Optional<Path> program = NameServer.program();
    assumeTrue(program.isPresent(), "named is not installed (Debian package bind9)");
    assumeTrue(
        NameServer.updateProgram().isPresent(),
        "nsupdate is not installed (Debian package bind9-dnsutils)");
    try (NameServer server =
        NameServer.start(
            program.orElseThrow(),
            folderOf("named"),
            Map.of("example.org", "health 1 IN TXT \"ready\""))) {
      assertFollows(
          "health-dns.md",
          Map.of("port = 5353", "port = " + HostPort.parse(server.address()).port()),
          "resolver",
          well ->
              server.update(
                  (well ? "add" : "delete") + " health.example.org. 1 TXT ready",
                  "add other.example.org. 1 TXT more"),
          "NXDOMAIN to TXT health.example.org");
    }
  }

  @Tag("peer")
  @Test
  void smtp() throws Exception {
    Optional<Path> program = MailServer.program();
    assumeTrue(program.isPresent(), "exim4 is not installed (Debian package exim4-daemon-light)");
    TestAuthority authority = TestAuthority.create();
    PemFiles files = TestAuthority.write(folder, "mail", authority.issueRsa("mail.example"));
    try (MailServer server =
        MailServer.startOfferingTls(program.orElseThrow(), folderOf("exim"), files)) {
      assertFollows(
          "health-smtp.md",
          Map.of(
              "port = 2525",
              "port = " + server.port(),
              "/etc/weir/mail-ca.crt",
              authority.writeRoot(folder).toString()),
          "mail",
          well -> {
            if (well) {
              server.accept();
            } else {
              server.refuse();
            }
          },
          "greeting: 550 closed for today");
    }
  }
}
