package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** From a text to records, and what is said when that does not work. */
class ConfigBinderTest {
  private static final String TOML =
      """
      [defaults]
      max_connections = 7
      client_idle_timeout = "1m30s"

      [servers.web]
      bind = "localhost:3000"
      balance = "weight"

      [servers.web.access]
      default = "deny"
      rules = ["allow 10.0.0.0/8"]

      [servers.web.discovery]
      kind = "static"
      static_list = ["a:1", "b:2"]
      """;
  private static final String JSON =
      """
      {"defaults": {"max_connections": 7, "client_idle_timeout": "1m30s"},
       "servers": {"web": {"bind": "localhost:3000", "balance": "weight",
         "access": {"default": "deny", "rules": ["allow 10.0.0.0/8"]},
         "discovery": {"kind": "static", "static_list": ["a:1", "b:2"]}}}}
      """;
  private static final String HOCON =
      """
      defaults { max_connections = 7, client_idle_timeout = 1m30s }
      servers.web {
        bind = "localhost:3000"
        balance = weight
        access { default = deny, rules = ["allow 10.0.0.0/8"] }
        discovery { kind = static, static_list = ["a:1", "b:2"] }
      }
      """;

  private static List<String> problems(ConfigFormat format, String text) {
    ConfigException e =
        catchThrowableOfType(ConfigException.class, () -> TestTypes.bind(format, text));
    assertThat(e).isNotNull();
    return e.lines();
  }

  private static List<String> problems(String hocon) {
    return problems(ConfigFormat.HOCON, hocon);
  }

  @Test
  void theThreeFormatsGiveOneTree() {
    WeirConfig toml = TestTypes.bind(ConfigFormat.TOML, TOML).config();
    assertThat(TestTypes.bind(ConfigFormat.JSON, JSON).config()).isEqualTo(toml);
    assertThat(TestTypes.bind(ConfigFormat.HOCON, HOCON).config()).isEqualTo(toml);
    ServerConfig web = toml.servers().get("web");
    assertThat(web.maxConnections()).contains(7);
    assertThat(web.clientIdleTimeout()).contains(Duration.ofSeconds(90));
    assertThat(web.discovery().own()).isEqualTo(new TestTypes.Static(List.of("a:1", "b:2")));
  }

  @Test
  void linesAreRightInAllFormats() {
    assertThat(problems(ConfigFormat.TOML, TOML.replace("\"deny\"", "\"denyy\"")))
        .containsExactly(
            "test.conf:10  servers.web.access.default: \"denyy\" (expected: one of allow, deny)."
                + " Did you mean \"deny\"?");
    assertThat(problems(ConfigFormat.JSON, JSON.replace("\"deny\"", "\"denyy\"")))
        .allMatch(line -> line.startsWith("test.conf:3  servers.web.access.default: "));
    assertThat(problems(HOCON.replace("= deny", "= denyy")))
        .allMatch(line -> line.startsWith("test.conf:5  servers.web.access.default: "));
  }

  @Test
  void allProblemsAreReportedTogether() {
    assertThat(
            problems(
                ConfigFormat.TOML,
                """
                [servers.a]
                bind = 80
                discovery = { kind = "static", static_list = ["x:1"] }
                [servers.b]
                bind = ":81"
                max_connections = "5"
                discovery = { kind = "statik" }
                balanse = "weight"
                """))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("test.conf:2  servers.a.bind: 80 (expected: "))
        .anyMatch(line -> line.startsWith("test.conf:6  servers.b.max_connections: \"5\" "))
        .anyMatch(line -> line.contains("Did you mean \"static\"?"))
        .anyMatch(line -> line.contains("balanse: unknown key. Did you mean \"balance\"?"));
  }

  @Test
  void aKindWhosePluginIsNotThereYetIsPassedOverWithAWarning() {
    BoundConfig bound =
        TestTypes.bind(
            "servers.web { bind = \":80\", discovery { kind = consul, consul_host = \"h:1\" } }");
    assertThat(bound.warnings())
        .singleElement()
        .asString()
        .contains("servers.web.discovery.kind")
        .contains("consul");
    assertThat(MissingCapabilities.of(bound.config()))
        .containsExactly(
            "servers.web.discovery.kind: discovery \"consul\" is not available in this version");
  }

  @Test
  void whatIsNotThereYetIsNamedForAStart() {
    WeirConfig config =
        TestTypes.bind(
                TestTypes.server("sni {}, backends_tls {}")
                    + "api.enabled = true, metrics.enabled = true, profiler.enabled = true, acme {}\n"
                    + "servers.u { bind = \":53\", protocol = udp, udp.max_requests = 1,"
                    + " discovery { kind = static } }")
            .config();
    assertThat(MissingCapabilities.of(config))
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactlyInAnyOrder(
            "api",
            "metrics",
            "profiler",
            "acme",
            "servers.web.sni",
            "servers.web.backends_tls",
            "servers.u.protocol",
            "servers.u.udp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          protocol = tpc                                                    | protocol
          healthcheck { kind = ping }                                       | healthcheck.interval
          protocol = udp, backends_tls {}                                   | backends_tls
          protocol = udp, proxy_protocol { version = "1" }                  | proxy_protocol
          backends_tls { cert_path = a }                                    | backends_tls.key_path
          tls { key_path = a }                                              | tls.cert_path
          tls { min_version = tls1.3, max_version = tls1.2 }                | tls.min_version
          tls { min_version = ssl3 }                                        | tls.min_version
          max_connections = -1                                              | max_connections
          connect_retries = -1                                              | connect_retries
          client_idle_timeout = "-1s"                                       | client_idle_timeout
          client_idle_timeout = "5"                                         | client_idle_timeout
          access { rules = ["allow 10.0.0.0/33"] }                          | access.rules[0]
          access { rules = ["maybe ::1"] }                                  | access.rules[0]
          """)
  void rulesAreKept(String lines, String key) {
    assertThat(problems(TestTypes.server(lines)))
        .singleElement()
        .asString()
        .contains("  servers.web." + key + ": ");
  }

  @Test
  void twoServersCannotHaveOneAddressOrOneCertificateName() {
    String second =
        "servers.other { bind = \"127.0.0.1:80\", tls.acme_hosts = [a],"
            + " discovery { kind = static } }";
    assertThat(problems(TestTypes.server("tls.acme_hosts = [a]") + second))
        .anyMatch(line -> line.contains(".bind: ") && line.contains("of its own"))
        .anyMatch(line -> line.contains(".tls.acme_hosts: "));
  }

  @Test
  void aDroppedKeyIsAcceptedWithAWarning() {
    assertThat(TestTypes.bind(TestTypes.server("tls.prefer_server_ciphers = true")).warnings())
        .singleElement()
        .asString()
        .contains("prefer_server_ciphers");
  }

  @Test
  void secretsAreNeverShown() {
    assertThat(
            problems("api.basic_auth { login = 1, password = [\"hunter2\"] }").toString()
                + TestTypes.bind("api.basic_auth { login = a, password = hunter2 }").config())
        .doesNotContain("hunter2");
  }

  @Test
  void variablesAreReplacedInTomlBeforeItIsRead() {
    ConfigSource source =
        ConfigSource.text("t", "a = \"${HOST}:${NONE}\"", ConfigFormat.TOML)
            .withVariables(Map.of("HOST", "h"));
    assertThat(new ConfigReader(Map.of()).read(source).getString("a")).isEqualTo("h:");
  }

  @Test
  void hoconSubstitutesFromTheEnvironment() {
    ConfigSource source = ConfigSource.text("t", "a = ${HOST}", ConfigFormat.HOCON);
    assertThat(new ConfigReader(Map.of("HOST", "h")).read(source).getString("a")).isEqualTo("h");
  }

  @ParameterizedTest
  @EnumSource(ConfigFormat.class)
  void hostileTextIsOneClearProblem(ConfigFormat format) {
    for (String text :
        List.of(
            "a = " + "[".repeat(200_000),
            "{".repeat(200_000),
            "a = \0",
            "a = ${b}\nb = ${a}",
            "\uFFFF]]]=")) {
      assertThat(problems(format, text)).isNotEmpty().noneMatch(line -> line.contains("\tat "));
    }
  }

  @Test
  void filesThatAreNoTextAreOneClearProblem(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("x.toml"), new byte[] {'a', '\n', (byte) 0xFF});
    assertThat(
            catchThrowableOfType(ConfigException.class, () -> ConfigSource.file(file, null))
                .lines())
        .containsExactly(file + ":2  not UTF-8 (expected: text in UTF-8)");
    assertThat(
            catchThrowableOfType(
                    ConfigException.class, () -> ConfigSource.file(folder.resolve("no"), null))
                .lines())
        .containsExactly(folder.resolve("no") + "  there is no such file");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "300ms, 300000000",
    "1.5h, 5400000000000",
    "2h45m, 9900000000000",
    "1us, 1000",
    "10ns, 10"
  })
  void durationsAreGos(String text, long nanos) {
    assertThat(GoDuration.parse(text)).isEqualTo(Duration.ofNanos(nanos));
  }

  @Test
  void durationsSurviveBeingWrittenAndRead() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      Duration duration = Duration.ofNanos(random.nextLong() >>> random.nextInt(1, 63));
      assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
    }
  }
}
