package io.weir.api.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuanceException;
import io.weir.api.config.CommandLine;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.discovery.Discovery;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.api.web.WebAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the Javadoc shows does what is said there. */
@Timeout(20)
class SnippetsTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final PluginContext context = mock();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @TempDir private Path folder;

  @AfterEach
  void endThreads() {
    threads.close();
  }

  @Test
  void thePluginOffersOneOfEachKind() {
    SamplePlugin plugin = new SamplePlugin();

    assertThat(plugin.discoveries()).hasSize(1);
    assertThat(plugin.healthChecks()).hasSize(1);
    assertThat(plugin.balancers()).hasSize(1);
    assertThat(plugin.certificateIssuers()).hasSize(1);
    assertThat(plugin.challengeResponders()).hasSize(1);
    assertThat(plugin.certificateStores()).hasSize(1);
  }

  @Test
  void theConfigurationNamesTheWrongKey() {
    assertThat(ports(80, Optional.of(90)).tags()).isEmpty();
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> ports(0, Optional.empty()))
        .returns("first_port", InvalidConfigException::key);
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> ports(80, Optional.of(79)))
        .returns("last_port", InvalidConfigException::key);
  }

  private static PortsConfig ports(int first, Optional<Integer> last) {
    return new PortsConfig(first, last, Duration.ZERO, List.of(), Optional.empty());
  }

  @Test
  void theDiscoveryReadsLinesAndPassesOverOthers() throws Exception {
    when(context.executor()).thenReturn(threads);
    when(context.logger()).thenReturn(LoggerFactory.getLogger(SnippetsTest.class));
    byte[] list = "10.0.0.1:80\nnothing\n[::1]:81\n".getBytes(StandardCharsets.UTF_8);
    HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.createContext(
        "/list",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
          }
        });
    server.start();
    String base = "http://127.0.0.1:" + server.getAddress().getPort();

    try (Discovery good = discovery(base + "/list");
        Discovery bad = discovery(base + "/other")) {
      assertThat(good.fetch()).containsExactly(Backend.of("10.0.0.1", 80), Backend.of("::1", 81));
      assertThatThrownBy(bad::fetch).isInstanceOf(IOException.class).hasMessageContaining("404");
    } finally {
      server.stop(0);
    }
  }

  private Discovery discovery(String url) {
    return new LinesDiscovery.Factory()
        .create(new LinesDiscovery.Config(HttpUrl.parse(url), WebAccess.OPEN), context);
  }

  @Test
  void theCheckReadsAGreeting() throws Exception {
    try (HealthCheck check =
        new GreetingCheck.Factory().create(new GreetingCheck.Config("220 "), context)) {
      assertThat(checked(check, "220 mail\r\n")).isEqualTo(HealthResult.healthy());
      assertThat(checked(check, "554 no\r\n").status()).isEqualTo(HealthResult.Status.UNHEALTHY);
      assertThat(checked(check, "").detail()).contains("without a greeting");
    }
  }

  private HealthResult checked(HealthCheck check, String greeting) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      Future<?> greeted =
          threads.submit(() -> {
            try (Socket client = server.accept()) {
              client.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
            }
            return null;
          });
      HealthResult result =
          check.check(
              HealthTarget.of(
                  Backend.of("127.0.0.1", server.getLocalPort()),
                  new InetSocketAddress(LOOPBACK, server.getLocalPort()),
                  Duration.ofSeconds(10)));
      greeted.get();
      return result;
    }
  }

  @Test
  void theBalancerTakesTheLeastTrafficForItsWeight() throws Exception {
    Candidates candidates = mock();
    when(candidates.isUsable(0)).thenReturn(true);
    when(candidates.isUsable(1)).thenReturn(true);
    when(candidates.bytesPerSecond(0)).thenReturn(100L);
    when(candidates.bytesPerSecond(1)).thenReturn(300L);
    ConnectionInfo connection = mock();

    try (var balancer =
        new LeastBytesBalancer.Factory().create(new LeastBytesBalancer.NoKeys(), context)) {
      Selector selector =
          balancer.over(
              List.of(
                  Backend.of("10.0.0.1", 80),
                  Backend.of("10.0.0.2", 80).withWeight(4),
                  Backend.of("10.0.0.3", 80)));

      assertThat(selector.select(connection, candidates)).isEqualTo(1);
      assertThat(balancer.over(List.of()).select(connection, candidates)).isEqualTo(Selector.NONE);
    }
  }

  @Test
  void theIssuerTakesWhatTheProgramPrints() throws Exception {
    Challenges challenges = mock();
    CertificateKey key = new CertificateKey("EC", new byte[] {1}, new byte[] {2});

    try (CertificateIssuer issuer = issuer("cat '" + certificate() + "'");
        CertificateIssuer refusing = issuer("echo not today >&2; exit 3")) {
      assertThat(issuer.issue(List.of("www.example.org"), key, challenges).chain()).hasSize(1);
      assertThatThrownBy(() -> refusing.issue(List.of("www.example.org"), key, challenges))
          .isInstanceOf(IssuanceException.class)
          .hasMessageContaining("not today");
    }
  }

  private CertificateIssuer issuer(String script) {
    CommandLine command = CommandLine.parse(List.of("sh", "-c", script));
    return new ProgramIssuer.Factory().create(new ProgramIssuer.Config(command), context);
  }

  private static Path certificate() throws URISyntaxException {
    return Path.of(SnippetsTest.class.getResource("chain.pem").toURI());
  }

  @Test
  void theResponderWritesAndTakesAway() throws Exception {
    ChallengePublisher publisher = mock();
    Challenge challenge = new Challenge("http-01", "www.example.org", "token", "token.thumbprint");
    Challenge evil = new Challenge("http-01", "www.example.org", "../token", "token.thumbprint");

    try (ChallengeResponder responder =
            new FolderResponder.Factory().create(new FolderResponder.Config(folder), context);
        Challenges.Published _ = Challenges.answeredBy(responder, publisher).publish(challenge)) {
      assertThat(folder.resolve("token")).hasContent("token.thumbprint");
      assertThatThrownBy(() -> responder.present(evil, publisher)).isInstanceOf(IOException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theStoreKeepsAndLocks() throws Exception {
    MemoryStore.Factory factory = new MemoryStore.Factory();
    try (CertificateStore one = factory.create(new MemoryStore.NoKeys(), context);
        CertificateStore other = factory.create(new MemoryStore.NoKeys(), context)) {
      one.save("www.example.org", new byte[] {1});
      assertThat(other.load("www.example.org")).hasValue(new byte[] {1});
      other.delete("www.example.org");
      assertThat(one.load("www.example.org")).isEmpty();

      Thread second;
      try (CertificateStore.Lock _ = one.lock("www.example.org", Duration.ofSeconds(60))) {
        second = Thread.ofPlatform().start(() -> lock(other));
        await().until(second::getState, Thread.State.WAITING::equals);
      }
      assertThat(second.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  private static void lock(CertificateStore store) {
    try (CertificateStore.Lock _ = store.lock("www.example.org", Duration.ofSeconds(60))) {
      // It was had, that is all.
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
