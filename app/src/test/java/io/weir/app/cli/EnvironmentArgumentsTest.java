package io.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentArgumentsTest {

  @Test
  void commandLineCountsWhereNothingIsSet() {
    assertThat(EnvironmentArguments.resolve(List.of("-v"), Map.of("WEIR", "")))
        .containsExactly("-v");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WEIR", "GOBETWEEN"})
  void variableHoldsTheArguments(String name) {
    assertThat(
            EnvironmentArguments.resolve(
                List.of(), Map.of(name, "[\"-c\", \"a b.toml\", \"-e\", \"\\u00e4\"]")))
        .containsExactly("-c", "a b.toml", "-e", "ä");
  }

  @Test
  void variableAndCommandLineTogetherAreRefused() {
    assertThatThrownBy(
            () -> EnvironmentArguments.resolve(List.of("-v"), Map.of("GOBETWEEN", "[\"-v\"]")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("GOBETWEEN is set");
  }

  @Test
  void bothVariablesAreRefused() {
    assertThatThrownBy(() ->
            EnvironmentArguments.resolve(
                List.of(), Map.of("GOBETWEEN", "[\"-v\"]", "WEIR", "[\"-v\"]")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("both set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-c x.toml", "{\"a\":1}", "[1]", "[\"a\"", "\"-v\"", "[null]", "[[\"-v\"]]"})
  void anythingButAnArrayOfTextsIsRefused(String value) {
    assertThatThrownBy(() -> EnvironmentArguments.resolve(List.of(), Map.of("WEIR", value)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("WEIR: " + value)
        .hasMessageContaining("expected: a JSON array of texts");
  }
}
