package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file in another format says the same. */
class ConfigTranslationTest {

  static Stream<Arguments> pairs() {
    return Stream.of(ConfigFormat.values())
        .flatMap(
            from -> Arrays.stream(ConfigFormat.values()).map(target -> Arguments.of(from, target)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theFileWithEveryKeySaysTheSame(ConfigFormat from, ConfigFormat target) throws IOException {
    String text = everyKey(from);
    ConfigTranslation translated = translate(from, text, target);
    assertThat(translated.notes()).isEmpty();
    assertThat(TestTypes.bind(target, translated.text()).config())
        .isEqualTo(TestTypes.bind(from, text).config());
  }

  @Test
  void theOrderIsThatOfTheLines() {
    String json = "{\"servers\":{\n\"z\":{\n\"y\":1,\n\"b\":2},\n\"a\":{\"d\":1,\"c\":2}}}";
    assertThat(translate(ConfigFormat.JSON, json, ConfigFormat.TOML).text())
        .isEqualTo("[servers.z]\ny = 1\nb = 2\n\n[servers.a]\nc = 2\nd = 1\n");
  }

  @Test
  void whatIsNoConfigurationOfWeirsIsTranslatedToo() {
    assertThat(translate(ConfigFormat.JSON, "{\"a\":[{\"b\":null},1.5,[]]}", ConfigFormat.TOML))
        .extracting(ConfigTranslation::text)
        .isEqualTo("a = [{  }, 1.5, []]\n");
  }

  @Test
  void variablesStayVariables() {
    String toml = "a = \"x${HOST}:${PORT}\"\nb = \"${HOST}\"\nc = \"$HOST $$ ${} ${1}\"\n";
    ConfigTranslation hocon = translate(ConfigFormat.TOML, toml, ConfigFormat.HOCON);
    assertThat(hocon.text())
        .isEqualTo("a = \"x\"${?HOST}\":\"${?PORT}\nb = ${?HOST}\nc = \"$HOST $$ ${} ${1}\"\n");
    assertThat(hocon.notes())
        .extracting(Problem::toString)
        .hasSize(3)
        .anyMatch(note -> note.startsWith("t:1  a: ${PORT} is replaced at every start"));
    assertThat(translate(ConfigFormat.TOML, toml, ConfigFormat.TOML).text()).isEqualTo(toml);

    ConfigTranslation back = translate(ConfigFormat.HOCON, hocon.text(), ConfigFormat.TOML);
    assertThat(back.text())
        .isEqualTo(
            "a = \"x${HOST}:${PORT}\"\nb = \"${HOST}\"\nc = \"$HOST $$ \\u0024{} \\u0024{1}\"\n");
    assertThat(back.notes())
        .hasSize(3)
        .allMatch(note -> note.statement().contains("is replaced only with -e"));
  }

  @Test
  void variablesAreReplacedWhenAskedFor() {
    Map<String, String> environment = Map.of("N", "5", "T", "${N}");
    ConfigSource toml = ConfigSource.text("t", "a = ${N}\nb = \"${X}${N}\"\n", ConfigFormat.TOML);
    ConfigTranslation json = ConfigTranslation.of(toml, ConfigFormat.JSON, environment);
    assertThat(json.text()).isEqualTo("{\n    \"a\": 5,\n    \"b\": \"5\"\n}\n");
    assertThat(json.notes()).isEmpty();

    ConfigSource hocon = ConfigSource.text("t", "a = ${T}", ConfigFormat.HOCON);
    assertThat(ConfigTranslation.of(hocon, ConfigFormat.TOML, environment).text())
        .isEqualTo("a = \"\\u0024{N}\"\n");
  }

  @Test
  void whatCannotBeTranslatedIsSaid() {
    assertThatThrownBy(() -> translate(ConfigFormat.TOML, "a = ${N}", ConfigFormat.JSON))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("t:1");
    assertThatThrownBy(() -> translate(ConfigFormat.TOML, "a = inf", ConfigFormat.JSON))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Infinity cannot be written in JSON");
  }

  private static ConfigTranslation translate(ConfigFormat from, String text, ConfigFormat target) {
    return ConfigTranslation.of(ConfigSource.text("t", text, from), target);
  }

  private static String everyKey(ConfigFormat format) throws IOException {
    String name =
        switch (format) {
          case TOML -> "gobetween.toml";
          case JSON -> "gobetween.json";
          case HOCON -> "gobetween.conf";
        };
    try (InputStream in = ConfigTranslationTest.class.getResourceAsStream("/config/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
