package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import io.weir.api.config.CommandLine;
import io.weir.api.config.EscapedText;
import io.weir.api.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A file with every key that gobetween knows, in its own two formats and in weir's. */
class GobetweenFileTest {

  /** The keys that are weir's own, which no file of gobetween's has. */
  private static final Set<String> OWN =
      Set.of(
          "access_log.enabled",
          "access_log.format",
          "access_log.output",
          "access_log.queue_size",
          "access_log.rotation.compress",
          "access_log.rotation.every",
          "access_log.rotation.keep",
          "access_log.rotation.max_size",
          "access_log.rotation.max_total_size",
          "api.basic_auth.password_hash",
          "api.tokens.web.scope",
          "api.tokens.web.token",
          "api.tokens.web.token_sha256",
          "acme.fallback",
          "acme.http_redirect",
          "acme.key_type",
          "data_path.pipes",
          "data_path.threads",
          "logging.rotation.compress",
          "logging.rotation.every",
          "logging.rotation.keep",
          "logging.rotation.max_size",
          "logging.rotation.max_total_size",
          "metrics.compatibility",
          "plugins.replace",
          "servers.web.access_log",
          "servers.web.backends.close_after",
          "servers.web.backends.ejection.early_reset",
          "servers.web.backends.ejection.failures",
          "servers.web.backends.ejection.max_ejected_percent",
          "servers.web.backends.ejection.max_time",
          "servers.web.backends.ejection.time",
          "servers.web.backends.fail_back_hold",
          "servers.web.backends.on_backend_down",
          "servers.web.backends.panic_threshold",
          "servers.web.backends.slow_start",
          "servers.web.connect_retries",
          "servers.web.healthcheck.host",
          "servers.web.healthcheck.port",
          "servers.web.healthcheck.server_name",
          "servers.web.backends_tls.alpn",
          "servers.web.tls.alpn",
          "servers.web.tls.certificates",
          "servers.web.tls.certificates_folder",
          "servers.web.tls.client_auth",
          "servers.web.tls.client_ca_cert_path",
          "servers.web.tls.client_crl_path",
          "servers.web.tls.handshake_timeout",
          "servers.web.tls.profile",
          "servers.web.tls.session_ticket_keys",
          "servers.web.transport",
          "servers.web.udp.max_sessions_per_ip",
          "servers.web.udp.on_backend_down",
          "servers.web.udp.receive_buffer",
          "shutdown_timeout");

  @Test
  void bindsWithoutErrorsAndWarnsOnlyOfWhatHasNoEffect() throws IOException {
    assertThat(bind("gobetween.toml", ConfigFormat.TOML).warnings())
        .extracting(problem -> problem.path() + ": " + problem.statement())
        .containsExactlyInAnyOrder(
            "servers.tcp.backends_tls.prefer_server_ciphers: gobetween 0.8.1 dropped this key; it"
                + " has no effect");
  }

  @Test
  void saysTheSameInEveryFormat() throws IOException {
    WeirConfig toml = bind("gobetween.toml", ConfigFormat.TOML).config();
    assertThat(bind("gobetween.json", ConfigFormat.JSON).config()).isEqualTo(toml);
    assertThat(bind("gobetween.conf", ConfigFormat.HOCON).config()).isEqualTo(toml);
  }

  @Test
  void leavesNoKeyOutButWeirsOwn() throws IOException {
    Set<String> used =
        read("gobetween.toml", ConfigFormat.TOML).entrySet().stream()
            .map(entry -> ConfigUtil.splitPath(entry.getKey()))
            .map(path -> {
              if (path.getFirst().equals("servers")) {
                path.set(1, "web");
              }
              return String.join(".", path);
            })
            .collect(Collectors.toSet());
    assertThat(
            EveryKeyTest.rows().stream()
                .filter(row ->
                    row.isScalar()
                        || row.key().type() instanceof ValueType.ListOf
                        || row.path().equals("plugins.replace"))
                .map(EveryKeyTest.Row::path)
                .filter(path -> !used.contains(path)))
        .containsExactlyInAnyOrderElementsOf(OWN);
  }

  @Test
  void valuesArriveWhereTheyBelong() throws IOException {
    WeirConfig config = bind("gobetween.toml", ConfigFormat.TOML).config();
    assertThat(config.api().basicAuth())
        .contains(
            new ApiConfig.BasicAuth("admin", Optional.of(new Secret("1111")), Optional.empty()));
    ServerConfig tcp = server(config, "tcp");
    assertThat(tcp.balancer().kind()).isEqualTo("leastconn");
    assertThat(tcp.maxConnections()).contains(10);
    assertThat(tcp.backendIdleTimeout()).contains(Duration.ofMinutes(90));
    assertThat(tcp.discovery().settings())
        .isEqualTo(
            new DiscoverySettings(
                Duration.ZERO,
                Optional.of(Duration.ofSeconds(1)),
                DiscoverySettings.FailPolicy.SETEMPTY));
    ServerConfig tls = server(config, "tls");
    assertThat(tls.discovery().own())
        .isEqualTo(new TestTypes.Exec(new CommandLine(List.of("/etc/weir/backends.sh", "web"))));
    assertThat(tls.healthcheck().orElseThrow().own())
        .isEqualTo(
            new TestTypes.Probe(
                TestTypes.Protocol.TCP,
                EscapedText.parse("HEAD / HTTP/1.0\\r\\n\\r\\n"),
                "HTTP/1.\\x31",
                TestTypes.Strategy.STARTS_WITH,
                0));
    // The udp server has no limits of its own: the defaults fill in.
    assertThat(server(config, "udp").clientIdleTimeout()).contains(Duration.ofMinutes(1));
    assertThat(server(config, "udp").maxConnections()).contains(1000);
  }

  private static ServerConfig server(WeirConfig config, String name) {
    assertThat(config.servers()).containsKey(name);
    return config.servers().get(name);
  }

  private static BoundConfig bind(String name, ConfigFormat format) throws IOException {
    return new ConfigBinder(new TestTypes(), Set.of("tcp", "tls", "udp"), List.of())
        .bind(read(name, format));
  }

  private static Config read(String name, ConfigFormat format) throws IOException {
    try (InputStream in = GobetweenFileTest.class.getResourceAsStream("/config/" + name)) {
      assertThat(in).as(name).isNotNull();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ConfigReader(Map.of()).read(ConfigSource.text(name, text, format));
    }
  }
}
