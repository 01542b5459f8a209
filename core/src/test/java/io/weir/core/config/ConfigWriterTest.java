package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.weir.api.config.CommandLine;
import io.weir.api.config.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read back as what it was, in every format. */
class ConfigWriterTest {
  private static final ConfigWriter SHOWN = new ConfigWriter(ConfigWriter.Secrets.SHOWN);
  private static final ConfigWriter MASKED = new ConfigWriter(ConfigWriter.Secrets.MASKED);

  private static final String SMALL =
      """
      shutdown_timeout = "90s"
      api { enabled = true, basic_auth { login = admin, password = hunter2 } }
      plugins.replace { "balancer/weight" = mine }
      servers {
        "a.b c" {
          bind = ":80"
          max_connections = 5
          balance = leastconn
          healthcheck {
            kind = probe, interval = 1500ms, timeout = 1h
            probe_protocol = tcp, probe_send = "GET /\\\\r\\\\n\\\\x00", probe_recv = "${x}"
          }
          discovery { kind = exec, exec_command = [a, "b c"] }
        }
      }
      """;

  static LongStream seeds() {
    return LongStream.range(0, 150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyConfigurationIsReadBackAsItWas(long seed) {
    WeirConfig config =
        new ConfigBinder(new TestTypes(), java.util.Set.of("tcp", "tls", "udp"), List.of())
            .bind(ConfigFactory.parseMap(quotedKeys(new RandomConfig(seed).tree())))
            .config();
    Map<String, Object> tree = SHOWN.tree(config);
    for (ConfigFormat format : ConfigFormat.values()) {
      String text = ConfigWriter.render(tree, format);
      // Whether variables are replaced or not, nothing in it is taken for one.
      ConfigSource source =
          ConfigSource.text("t", text, format).withVariables(Map.of("HOME", "oops"));
      WeirConfig again = TestTypes.bind(format, source.text()).config();
      assertThat(SHOWN.tree(again)).as("%s", text).isEqualTo(tree);
      assertThat(again).as("%s", text).isEqualTo(config);
    }
  }

  /** The library takes keys for paths here. */
  private static Map<String, Object> quotedKeys(Map<?, ?> map) {
    Map<String, Object> quoted = new java.util.LinkedHashMap<>();
    map.forEach((key, value) ->
        quoted.put(
            com.typesafe.config.ConfigUtil.quoteString((String) key),
            value instanceof Map<?, ?> inner ? quotedKeys(inner) : value));
    return quoted;
  }

  @Test
  void tomlHasValuesThenTables() {
    assertThat(written(ConfigFormat.TOML))
        .startsWith("shutdown_timeout = \"1m30s\"\n\n[logging]\nlevel = \"info\"\n")
        .contains("[plugins.replace]\n\"balancer/weight\" = \"mine\"\n")
        .contains(
            "[servers.\"a.b c\"]\nbind = \":80\"\nprotocol = \"tcp\"\nbalance = \"leastconn\"\n")
        .contains("[servers.\"a.b c\".healthcheck]\nkind = \"probe\"\ninterval = \"1.5s\"\n")
        .contains("probe_send = \"GET /\\\\r\\\\n\\\\x00\"\nprobe_recv = \"\\u0024{x}\"\n")
        .contains("exec_command = [\"a\", \"b c\"]\n")
        .doesNotContain("\n[servers]\n");
  }

  @Test
  void jsonHasFourSpaces() {
    assertThat(written(ConfigFormat.JSON))
        .startsWith("{\n    \"logging\": {\n        \"level\": \"info\",\n")
        .contains("\n        \"a.b c\": {\n            \"bind\": \":80\",\n")
        .contains("\"exec_command\": [\n                    \"a\",\n")
        .endsWith("\n    }\n}\n");
  }

  @Test
  void hoconLooksLikeTheExamples() {
    assertThat(written(ConfigFormat.HOCON))
        .startsWith("logging {\n  level = \"info\"\n")
        .contains("\nservers {\n  \"a.b c\" {\n    bind = \":80\"\n")
        .contains("      probe_recv = \"${x}\"\n")
        .contains("exec_command = [\"a\", \"b c\"]\n");
  }

  @Test
  void aServersSectionIsThatOfTheWhole() {
    WeirConfig config = TestTypes.bind(SMALL).config();
    Object servers = SHOWN.tree(config).get("servers");
    assertThat(servers)
        .isEqualTo(Map.of("a.b c", SHOWN.tree(config.servers().values().iterator().next())));
  }

  @Test
  void anExtensionsKeysAreReadBackByThemselves() {
    Exec keys = new Exec(CommandLine.parse(List.of("a", "${x}")), new Secret("hunter2"));
    Exec again = ConfigBinder.keys(Exec.class, ConfigFactory.parseMap(SHOWN.keys(keys)));
    assertThat(again).isEqualTo(keys);
  }

  private record Exec(CommandLine execCommand, Secret password) {}

  @Test
  void whatIsWrongWithAnExtensionsKeysIsSaid() {
    Map<String, Object> keys = Map.of("exec_command", "a", "pasword", "hunter2");
    assertThatThrownBy(() -> ConfigBinder.keys(Exec.class, ConfigFactory.parseMap(keys)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("password")
        .hasMessageContaining("pasword");
  }

  @Test
  void whatIsEmptyIsLeftOut() {
    WeirConfig config = TestTypes.bind(TestTypes.server("")).config();
    assertThat(SHOWN.tree(config)).doesNotContainKeys("acme", "plugins");
    assertThat(SHOWN.tree(config.servers().values().iterator().next()))
        .doesNotContainKeys("sni", "tls", "access", "healthcheck", "balancer")
        .containsEntry("balance", "weight");
  }

  @ParameterizedTest
  @EnumSource(ConfigFormat.class)
  void secretsAreMaskedWhenAskedFor(ConfigFormat format) {
    String url =
        "servers.a { bind = \":1\", discovery { kind = json, json_endpoint = \"http://u:hunter2@h/\" } }";
    for (String text : List.of(SMALL, url)) {
      WeirConfig config = TestTypes.bind(text).config();
      assertThat(ConfigWriter.render(SHOWN.tree(config), format)).contains("hunter2");
      assertThat(ConfigWriter.render(MASKED.tree(config), format))
          .contains("***")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void halfACharacterIsKeptWhereTheFormatCan() {
    Map<String, Object> tree = Map.of("logging", Map.of("output", "\ud800"));
    for (ConfigFormat format : List.of(ConfigFormat.JSON, ConfigFormat.HOCON)) {
      String text = ConfigWriter.render(tree, format);
      assertThat(text).contains("\\ud800");
      assertThat(TestTypes.bind(format, text).config().logging().output()).isEqualTo("\ud800");
    }
    assertThatThrownBy(() -> ConfigWriter.render(tree, ConfigFormat.TOML))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\\ud800");
  }

  @Test
  void whatAFormatLacksIsLeftOutOrRefused() {
    Map<String, Object> nothing = new java.util.HashMap<>();
    nothing.put("a", null);
    assertThat(ConfigWriter.render(nothing, ConfigFormat.TOML)).isEmpty();
    assertThat(ConfigWriter.render(nothing, ConfigFormat.JSON)).contains("\"a\": null");
    assertThatThrownBy(
            () -> ConfigWriter.render(Map.of("a", Arrays.asList((Object) null)), ConfigFormat.TOML))
        .hasMessageContaining("null");
    assertThatThrownBy(
            () -> ConfigWriter.render(Map.of("a", Double.POSITIVE_INFINITY), ConfigFormat.JSON))
        .hasMessageContaining("Infinity");
    assertThat(ConfigWriter.render(Map.of("a", Double.NEGATIVE_INFINITY), ConfigFormat.TOML))
        .isEqualTo("a = -inf\n");
  }

  private static String written(ConfigFormat format) {
    return ConfigWriter.render(SHOWN.tree(TestTypes.bind(SMALL).config()), format);
  }
}
