package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Problems go to logs and terminals: whatever is wrong, no password is in them. */
class SecretsTest {

  static List<Arguments> wrong() {
    return List.of(
        // A wrong type, of the key and of the sections around it.
        Arguments.of(ConfigFormat.HOCON, "api.basic_auth { login = a, password = [hunter2] }"),
        Arguments.of(ConfigFormat.HOCON, "api.basic_auth { login = a, password { hunter2 = 1 } }"),
        Arguments.of(ConfigFormat.HOCON, "api.basic_auth = hunter2"),
        Arguments.of(ConfigFormat.HOCON, "api = hunter2"),
        Arguments.of(ConfigFormat.TOML, "api.basic_auth = \"hunter2\""),
        Arguments.of(ConfigFormat.JSON, "{\"api\": \"hunter2\"}"),
        // Another key is missing or misspelt.
        Arguments.of(ConfigFormat.HOCON, "api.basic_auth { password = hunter2 }"),
        Arguments.of(ConfigFormat.HOCON, "api.basic_auth { login = a, pasword = hunter2 }"),
        Arguments.of(ConfigFormat.HOCON, "api.basic_auth { login = 1, password = hunter2 }"),
        // Text that cannot be read.
        Arguments.of(ConfigFormat.TOML, "[api.basic_auth]\npassword = hunter2"),
        Arguments.of(ConfigFormat.TOML, "[api.basic_auth]\npassword = \"hunter2"),
        Arguments.of(ConfigFormat.TOML, "[api.basic_auth]\npassword = \"hunter2\" x"),
        Arguments.of(ConfigFormat.TOML, "[api.basic_auth]\npassword = 'a'\npassword = 'hunter2'"),
        Arguments.of(ConfigFormat.TOML, "consul_acl_token = hunter2"),
        Arguments.of(ConfigFormat.JSON, "{\"password\": hunter2}"),
        Arguments.of(ConfigFormat.JSON, "{\"password\": \"hunter2}"),
        Arguments.of(ConfigFormat.HOCON, "password = \"hunter2"),
        Arguments.of(ConfigFormat.HOCON, "password = ${hunter2}"),
        Arguments.of(ConfigFormat.HOCON, "password = hunter2]"),
        // A password on a line of its own.
        Arguments.of(ConfigFormat.TOML, "password =\nhunter2"),
        Arguments.of(ConfigFormat.TOML, "password = [\nhunter2\n]"),
        Arguments.of(ConfigFormat.TOML, "password = \"\"\"\nhunter2"),
        Arguments.of(ConfigFormat.JSON, "{\"password\":\nhunter2}"),
        // A password in an address.
        Arguments.of(
            ConfigFormat.HOCON,
            TestTypes.server("discovery { kind = json, json_endpoint = \"ftp://u:hunter2@h/\" }")),
        Arguments.of(
            ConfigFormat.HOCON,
            TestTypes.server(
                "discovery { kind = json, json_endpoint = \"ftp://u:x@hunter2@h/\" }")),
        Arguments.of(
            ConfigFormat.HOCON,
            TestTypes.server("discovery { kind = json, json_endpoint = \"http://u:hunter2@\" }")),
        // A plugin's section, whose keys nobody knows.
        Arguments.of(ConfigFormat.HOCON, TestTypes.server("discovery = hunter2")),
        Arguments.of(ConfigFormat.HOCON, TestTypes.server("healthcheck = hunter2")));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void areInNoProblem(ConfigFormat format, String text) {
    assertThat(TestTypes.problems(format, text))
        .isNotEmpty()
        .noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void doNotKeepTheNextLineFromBeingExplained() {
    assertThat(
            TestTypes.problems(
                ConfigFormat.JSON, "{\"password\": \"hunter2\",\n \"level\": inffo}"))
        .singleElement()
        .asString()
        .startsWith("test.conf:2")
        .contains("inffo")
        .doesNotContain("hunter2");
  }

  @Test
  void areInNoProblemThatTheEnvironmentBringsAbout() {
    ConfigSource source =
        ConfigSource.text("t", "[api.basic_auth]\npassword = ${PW}", ConfigFormat.TOML)
            .withVariables(Map.of("PW", "hunter2"));
    assertThat(TestTypes.problems(ConfigFormat.TOML, source.text()))
        .isNotEmpty()
        .noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void areNotPrintedWithTheConfiguration() {
    assertThat(
            TestTypes.bind("api.basic_auth { login = a, password = hunter2 }").config().toString())
        .contains("***")
        .doesNotContain("hunter2");
  }
}
