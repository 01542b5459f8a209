package io.weir.plugin.lxd;

import static io.weir.testkit.replay.LxdReplay.Instance.address;
import static io.weir.testkit.replay.LxdReplay.Instance.networks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import io.weir.api.Backend;
import io.weir.api.config.InvalidConfigException;
import io.weir.testkit.plugin.TestPluginContext;
import io.weir.testkit.replay.LxdReplay;
import io.weir.testkit.replay.LxdReplay.Instance;
import io.weir.testkit.replay.ReplayServer;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found, with a server that is replayed. */
@Timeout(60)
class LxdDiscoveryTest {
  @TempDir private Path folder;
  private final LxdReplay lxd = LxdReplay.withPassword("open sesame");
  private final TestAuthority authority = TestAuthority.create();
  private TestPluginContext context;
  private ReplayServer server;

  @BeforeEach
  void start() {
    context = new TestPluginContext(folder);
    server = ReplayServer.onSocket(folder.resolve("lxd.sock"), lxd);
  }

  @AfterEach
  void stop() {
    server.close();
    context.close();
  }

  @Test
  void findsRunningInstancesByALabel() throws Exception {
    lxd.put(Instance.running("a", "10.0.0.1").set("user.weir", "web").set("user.sni", "a.example"));
    lxd.put(Instance.running("b", "10.0.0.2").set("user.weir", "api"));
    lxd.put(Instance.running("c", "10.0.0.3"));
    lxd.put(Instance.running("d", "10.0.0.4").set("user.weir", "web").stopped());

    assertThat(fetch(LxdConfigs.labelled(server.address(), "user.weir", "web")))
        .containsExactly(Backend.of("10.0.0.1", 80).withSni("a.example"));
    assertThat(fetch(LxdConfigs.labelled(server.address(), "user.weir", ""))).hasSize(2);
    assertThat(fetch()).hasSize(3);
    assertThat(context.log()).isEmpty();
  }

  @Test
  void takesTheInterfaceAndTheFamilyThatAreAskedFor() throws Exception {
    lxd.put(
        Instance.running("a", "")
            .network(
                networks(
                    "eth0",
                    address("inet6", "fe80::1", "link"),
                    address("inet6", "2001:db8::1", "global"),
                    address("inet", "10.0.0.1", "global"))));
    lxd.put(
        Instance.running("b", "")
            .network(
                networks(
                    "eth1",
                    address("inet", "10.0.0.2", "global"),
                    address("inet6", "2001:db8::2", "global")))
            .set("user.interface", "eth1")
            .set("user.port", "8080"));

    assertThat(fetch()).containsExactly(Backend.of("10.0.0.1", 80), Backend.of("10.0.0.2", 8080));
    assertThat(fetch(LxdConfigs.ipv6(server.address())))
        .containsExactly(Backend.of("2001:db8::1", 80), Backend.of("2001:db8::2", 8080));
  }

  @Test
  void tellsOfInstancesWithoutAnAddressOncePerChange() throws Exception {
    lxd.put(Instance.running("a", "10.0.0.1"));
    lxd.put(
        Instance.running("b", "")
            .network(networks("eth0", address("inet", "169.254.0.1", "link"))));
    try (LxdDiscovery discovery = discovery(LxdConfigs.local(server.address()))) {
      assertThat(discovery.fetch()).containsExactly(Backend.of("10.0.0.1", 80));
      assertThat(discovery.fetch()).hasSize(1);
      assertThat(context.log())
          .singleElement()
          .asString()
          .startsWith("ERROR")
          .contains("server=\"web\"", "IPv4", "first=\"b\"", "instances=\"1\"");

      lxd.put(Instance.running("b", "10.0.0.2"));
      assertThat(discovery.fetch()).hasSize(2);
      lxd.put(Instance.running("b", "").network("null"));
      discovery.fetch();
      assertThat(context.log()).hasSize(2);
    }
  }

  @Test
  void passesOverWrongPortsWithAWarning() throws Exception {
    lxd.put(Instance.running("a", "10.0.0.1").set("user.port", "http"));
    lxd.put(Instance.running("b", "10.0.0.2"));

    try (LxdDiscovery discovery = discovery(LxdConfigs.local(server.address()))) {
      assertThat(discovery.fetch()).containsExactly(Backend.of("10.0.0.2", 80));
      assertThat(discovery.fetch()).hasSize(1);
    }
    assertThat(context.log())
        .singleElement()
        .asString()
        .startsWith("WARN")
        .contains("a port from 1 to 65535 of instance a");
  }

  @Test
  void asksOldOnesForContainers() throws Exception {
    lxd.put(Instance.running("a", "10.0.0.1"));
    lxd.knowContainersOnly();

    try (LxdDiscovery discovery = discovery(LxdConfigs.local(server.address()))) {
      assertThat(discovery.fetch()).hasSize(1);
      assertThat(discovery.fetch()).hasSize(1);
    }
  }

  @Test
  void findsAHundredThousandInstances() throws Exception {
    lxd.putAll(
        IntStream.range(0, 100_000)
            .mapToObj(i ->
                Instance.running("i" + i, "10.%d.%d.%d".formatted(i >> 16, i >> 8 & 255, i & 255)))
            .toList());

    assertThat(fetch()).hasSize(100_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "no json", "{\"metadata\": [{\"a\"", "{\"metadata\": 1}"})
  void failsOnWhatIsNoList(String body) {
    lxd.answerListsBy((_, reply) -> reply.json(200, body));

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .message()
        .startsWith(server.address() + ": ")
        .contains("JSON")
        .doesNotContain("\n");
  }

  @Test
  void givesUpAnInstanceThatHasNoEnd() {
    lxd.answerListsBy((_, reply) -> {
      OutputStream out = reply.open();
      out.write("{\"metadata\":[[".getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write("{},".repeat(1 << 12).getBytes(StandardCharsets.US_ASCII));
      }
    });

    assertThatThrownBy(this::fetch)
        .hasMessageContaining("an element has more than 100000 values and names");
  }

  @Test
  void stopsReadingASlowAnswerWhenInterrupted() throws Exception {
    lxd.answerListsBy((_, reply) -> {
      OutputStream out = reply.open();
      while (true) {
        out.write(' ');
        out.flush();
      }
    });
    var fetch = new FutureTask<>(this::fetch);
    Thread thread = Thread.ofPlatform().daemon().start(fetch);
    await().until(() -> lxd.lists() == 1);
    thread.interrupt();

    assertThatThrownBy(() -> fetch.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void becomesTrustedOnceByThePassword() throws Exception {
    lxd.put(Instance.running("a", "10.0.0.1"));
    Path lxc = folder.resolve("lxc");
    try (ReplayServer secure = secure(authority.issue("elsewhere"), lxd)) {
      LxdConfig config = LxdConfigs.remote(secure.address(), lxc, Optional.of("open sesame"), true);
      try (LxdDiscovery discovery = discovery(config)) {
        assertThat(discovery.fetch()).hasSize(1);
        assertThat(discovery.fetch()).hasSize(1);
      }
      assertThat(fetch(config)).hasSize(1);
      assertThat(lxd.secrets()).isEqualTo(1);
      assertThat(lxc.resolve("servercerts/local.crt")).isNotEmptyFile();
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(lxc.resolve("client.key"))))
          .isEqualTo("rw-------");
      assertThat(config.toString()).doesNotContain("sesame");

      lxd.forgetClients();
      try (LxdDiscovery discovery =
          discovery(LxdConfigs.remote(secure.address(), lxc, Optional.of("wrong"), true))) {
        assertThatThrownBy(discovery::fetch)
            .isInstanceOf(IOException.class)
            .hasMessageContaining(secure.address() + ": answers with HTTP status 403")
            .message()
            .doesNotContain("wrong");
      }
      assertThatThrownBy(
              () -> fetch(LxdConfigs.remote(secure.address(), lxc, Optional.empty(), true)))
          .hasMessageContaining("lxd_server_remote_password is not set");
    }
    assertThat(context.log()).isEmpty();
  }

  @Test
  void becomesTrustedAgainAfterItWasForgotten() throws Exception {
    try (ReplayServer secure = secure(authority.issue("elsewhere"), lxd);
        LxdDiscovery discovery =
            discovery(
                LxdConfigs.remote(
                    secure.address(), folder.resolve("lxc"), Optional.of("open sesame"), true))) {
      assertThat(discovery.fetch()).isEmpty();
      lxd.forgetClients();

      assertThatThrownBy(discovery::fetch).hasMessageContaining("not authorized");
      assertThat(discovery.fetch()).isEmpty();
      assertThat(lxd.secrets()).isEqualTo(2);
    }
  }

  @Test
  void givesATokenAsSuch() throws Exception {
    String token = "eyJjbGllbnRfbmFtZSI6IndlaXIifQ";
    LxdReplay incus = LxdReplay.withToken(token);
    incus.put(Instance.running("a", "10.0.0.1"));
    try (ReplayServer secure = secure(authority.issue("elsewhere"), incus)) {
      assertThat(
              fetch(
                  LxdConfigs.remote(
                      secure.address(), folder.resolve("lxc"), Optional.of(token), true)))
          .hasSize(1);
    }
  }

  @Test
  void refusesAServerThatShowsAnotherCertificate() throws Exception {
    Path lxc = folder.resolve("lxc");
    try (ReplayServer secure = secure(authority.issue("first"), lxd)) {
      assertThat(fetch(LxdConfigs.remote(secure.address(), lxc, Optional.of("open sesame"), true)))
          .isEmpty();
    }
    try (ReplayServer other = secure(authority.issue("second"), lxd)) {
      assertThatThrownBy(
              () -> fetch(LxdConfigs.remote(other.address(), lxc, Optional.empty(), true)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another certificate than the one in " + lxc);
    }
    assertThat(lxd.secrets()).isEqualTo(1);
  }

  @Test
  void refusesAServerThatNobodyTrusts() throws Exception {
    X509Bundle identity =
        authority.issue(TestAuthority.builder("local").addSanIpAddress("127.0.0.1"));
    Path lxc = folder.resolve("lxc");
    try (ReplayServer secure = secure(identity, lxd)) {
      LxdConfig config =
          LxdConfigs.remote(secure.address(), lxc, Optional.of("open sesame"), false);
      assertThatThrownBy(() -> fetch(config)).isInstanceOf(IOException.class);
      assertThat(lxd.secrets()).isZero();

      Files.createDirectories(lxc.resolve("servercerts"));
      Files.writeString(
          lxc.resolve("servercerts/local.crt"),
          PemFile.text("CERTIFICATE", identity.getCertificate().getEncoded()));
      assertThat(fetch(config)).isEmpty();
    }
  }

  @Test
  void wantsACertificateOfItsOwnOverHttps() {
    assertThatThrownBy(
            () -> ClientCertificate.in(folder.resolve("none"), false, context.clock().instant()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("lxd_config_directory")
        .hasMessageContaining("client.crt");
    assertThatThrownBy(() -> LxdConfigs.local("http://127.0.0.1:8443"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("lxd_server_address");
  }

  private static ReplayServer secure(X509Bundle identity, LxdReplay lxd) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    char[] none = {};
    keys.init(identity.toKeyStore(none), none);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), new TrustManager[] {new Anybody()}, new SecureRandom());
    return ReplayServer.withTls(tls, false, lxd);
  }

  /** LXD lets anybody show a certificate, and decides about it later. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private List<Backend> fetch() throws Exception {
    return fetch(LxdConfigs.local(server.address()));
  }

  private List<Backend> fetch(LxdConfig config) throws Exception {
    try (LxdDiscovery discovery = discovery(config)) {
      return discovery.fetch();
    }
  }

  private LxdDiscovery discovery(LxdConfig config) {
    return new LxdDiscovery(config, context);
  }
}
