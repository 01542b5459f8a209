package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tls { min_version = ssl3 }                                        | tls.min_version
          max_connections = -1                                              | max_connections
          connect_retries = -1                                              | connect_retries
          client_idle_timeout = "-1s"                                       | client_idle_timeout
          client_idle_timeout = "5"                                         | client_idle_timeout
          access { rules = ["allow 10.0.0.0/33"] }                          | access.rules[0]
          access { rules = ["maybe ::1"] }                                  | access.rules[0]
          """)
  void valuesThatNoServerCanHaveAreNamed(String lines, String key) {
    assertThat(problems(TestTypes.server(lines)))
        .singleElement()
        .asString()
        .contains("  servers.web." + key + ": ");
  }

  @Test
  void aDroppedKeyIsAcceptedWithAWarning() {
    assertThat(
            TestTypes.bind(TestTypes.server("backends_tls.prefer_server_ciphers = true"))
                .warnings())
        .singleElement()
        .asString()
        .contains("prefer_server_ciphers");
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
}
