package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.weir.api.config.HostPort;
import io.weir.testkit.acme.Pebble;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.peer.PeerProcess;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirHome;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The projects in {@code examples}, built outside of this one with what the tarball has for plugin
 * authors, their own tests among it, and installed as their pages say.
 */
class ExamplesIT extends SystemTest {
  private static final Path SOURCES = Path.of("../examples");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> PLUGINS =
      List.of(
          "balancer-nearby",
          "challenge-webroot",
          "discovery-folder",
          "health-agent",
          "store-encrypted");
  private static final String WITH_A_LIBRARY = "issuer-own-ca";
  private static final String PROTOCOL = "protocol-guarded";

  private static WeirHome weir;

  @BeforeAll
  static void buildAndInstall(@TempDir Path elsewhere) throws Exception {
    Path examples = elsewhere.resolve("examples");
    copy(SOURCES, examples);
    try (PluginAuthor author =
        PluginAuthor.in(Files.createDirectory(elsewhere.resolve("home"))).withSdk(HOME)) {
      author.run(examples, "mvn -B -ntp verify");
    }

    weir = HOME.copyTo(elsewhere.resolve("weir"));
    for (String plugin : PLUGINS) {
      Files.copy(jar(examples, plugin), weir.plugins().resolve(plugin + ".jar"));
    }
    copy(
        examples.resolve(WITH_A_LIBRARY).resolve("target/plugin"),
        weir.plugins().resolve(WITH_A_LIBRARY));
    Files.copy(jar(examples, PROTOCOL), weir.lib().resolve(PROTOCOL + ".jar"));
  }

  private static Path jar(Path examples, String project) {
    return examples.resolve(project).resolve("target").resolve(project + ".jar");
  }

  /** Without what was built where it comes from. */
  private static void copy(Path from, Path to) throws IOException {
    Path built = Path.of("target");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path relative = from.relativize(file);
        if (relative.getNameCount() < 2 || !relative.getName(1).equals(built)) {
          Files.copy(file, to.resolve(relative));
        }
      }
    }
  }

  /** What a page shows, one setting after the other. */
  private static String shown(String project) throws IOException {
    return String.join(
        "\n",
        new DocsPage(Files.readString(SOURCES.resolve(project).resolve("README.md")))
            .configurations());
  }

  @Test
  void allOfThemServeInOneWeir() throws Exception {
    int agents = PeerProcess.freePort();
    AtomicReference<String> state = new AtomicReference<>("up");
    Path entered = Files.createDirectory(folder.resolve("web"));
    TestAuthority authority = TestAuthority.create();
    PemFiles ca = TestAuthority.write(folder, "ca", authority.root());
    try (TestBackend near = TestBackend.named("near");
        TestBackend far =
            TestBackend.at(HostPort.parse("127.0.1.1:0"), Behaviour.greetsAndEchoes("far"));
        TestBackend _ = agent("127.0.0.1", agents, state);
        TestBackend _ = agent("127.0.1.1", agents, new AtomicReference<>("up"))) {
      enter(entered, near);
      enter(entered, far);
      String config =
          Stream.concat(PLUGINS.stream(), Stream.of(WITH_A_LIBRARY, PROTOCOL))
              .map(ExamplesIT::shownUnchecked)
              .reduce("", (before, more) -> before + "\n" + more)
              .replace("\":80\"", "\"127.0.0.1:0\"")
              .replace("\":5433\"", "\"127.0.0.1:0\"")
              .replace("9999", String.valueOf(agents))
              .replace("/run/weir/web", entered.toString())
              .replace("/etc/weir/ca.pem", ca.certificate().toString())
              .replace("/etc/weir/ca.key", ca.key().toString())
              .replace("127.0.0.1:5432", near.address())
              .replace("/var/lib/weir/certificates", folder.resolve("store").toString())
              .replace("/etc/weir/store.key", storeKey().toString())
              .replace("/var/www/html", folder.toString());
      try (WeirProcess running = start(weir, config)) {
        int web = running.port("web");
        await().atMost(PATIENCE).until(() -> reached(web, 5).keySet().equals(Set.of("near")));

        state.set("maint # new disk");
        await().atMost(PATIENCE).until(() -> reached(web, 5).keySet().equals(Set.of("far")));

        Path root = authority.writeRoot(folder);
        int db = running.port("db");
        await()
            .atMost(PATIENCE)
            .until(() -> OpenSsl.isTrusted(OpenSsl.shakeHands(db, root, "db.internal")));
        assertThat(new String(kept("db.internal"), StandardCharsets.ISO_8859_1))
            .doesNotContain("PRIVATE KEY");
      }
    }
  }

  private static String shownUnchecked(String project) {
    try {
      return shown(project);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] kept(String name) throws IOException {
    return Files.readAllBytes(folder.resolve("store").resolve(name));
  }

  private Path storeKey() throws IOException {
    return write("store.key", Base64.getEncoder().encodeToString(new byte[32]));
  }

  private static void enter(Path folder, TestBackend backend) throws IOException {
    String name = "web-" + backend.port();
    Path unfinished = Files.writeString(folder.resolve("." + name), backend.address() + "\n");
    Files.move(unfinished, folder.resolve(name));
  }

  private static TestBackend agent(String host, int port, AtomicReference<String> state) {
    return TestBackend.at(
        new HostPort(host, port),
        client ->
            client
                .getOutputStream()
                .write((state.get() + "\n").getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void theProtocolWantsLimitsAndRules() throws Exception {
    Path config = write("open.conf", server("protocol = guarded\n" + staticLines("127.0.0.1:1")));

    Finished finished = command(weir, "check", config.toString()).run();

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err())
        .anyMatch(line -> line.contains("servers.web.max_connections"))
        .anyMatch(line -> line.contains("servers.web.client_idle_timeout"))
        .anyMatch(line -> line.contains("servers.web.access"));
  }

  /** So what is shown there is compiled, and run. */
  @ParameterizedTest
  @CsvSource({
    "plugin-discovery.md, discovery-folder",
    "plugin-health-check.md, health-agent",
    "plugin-balancer.md, balancer-nearby",
    "plugin-certificate-issuer.md, issuer-own-ca",
    "plugin-challenge-responder.md, challenge-webroot",
    "plugin-certificate-store.md, store-encrypted"
  })
  void whatAPageShowsStandsInItsExample(String page, String project) throws Exception {
    StringBuilder example = new StringBuilder();
    try (Stream<Path> files = Files.walk(SOURCES.resolve(project))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(".java") || file.endsWith("README.md")) {
          example.append(Files.readString(file));
        }
      }
    }
    List<String> blocks = DocsPage.named(page).blocks("java|hocon");
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
    assertThat(blocks).allSatisfy(block -> assertThat(example).contains(block));
  }

  /** The JDK's own file server shows nothing whose name begins with a dot. */
  private static HttpServer serve(Path root, int port) throws IOException {
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    web.createContext(
        "/",
        exchange -> {
          try (exchange) {
            Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
            byte[] body = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    web.start();
    return web;
  }

  @Test
  @Tag("peer")
  void anAuthorityFindsTheAnswerInTheWebRoot() throws Exception {
    assumeTrue(Pebble.missing().isEmpty(), () -> Pebble.missing().orElseThrow());
    int httpPort = PeerProcess.freePort();
    Path webroot = Files.createDirectory(folder.resolve("webroot"));
    HttpServer web = serve(webroot, httpPort);
    try (TestBackend backend = TestBackend.named("a");
        Pebble pebble =
            Pebble.in(Files.createDirectory(folder.resolve("pebble"))).httpPort(httpPort).start()) {
      String config =
          (shown("challenge-webroot") + shown("store-encrypted"))
                  .replace("/var/www/html", webroot.toString())
                  .replace("/var/lib/weir/certificates", folder.resolve("store").toString())
                  .replace("/etc/weir/store.key", storeKey().toString())
              + "acme { directory_url = \"%s\", root_ca_path = \"%s\" }\n"
                  .formatted(pebble.directoryUrl(), pebble.trust())
              + server("protocol = tls\ntls.acme_hosts = [\"a.example\"]\n" + staticList(backend));
      Path root = write("root.pem", pebble.root());
      try (WeirProcess running = start(weir, config)) {
        int port = running.port("web");
        await()
            .atMost(PATIENCE)
            .until(() -> OpenSsl.isTrusted(OpenSsl.shakeHands(port, root, "a.example")));
      }
      assertThat(webroot.resolve(".well-known/acme-challenge")).isEmptyDirectory();
    } finally {
      web.stop(0);
    }
  }
}
