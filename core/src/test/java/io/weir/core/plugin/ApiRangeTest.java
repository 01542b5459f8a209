package io.weir.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.ApiVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1.0,2.0)|1.0|true",
        "[1.0,2.0)|1.99|true",
        "[1.0,2.0)|2.0|false",
        "[1.0,2.0)|0.9|false",
        "[1.0,2.0]|2.0|true",
        "[1.0,2.0]|2.1|false",
        "[1.2,)|1.10|true",
        "[1.2,)|1.1|false",
        "[ 1.0 , 2.0 )|1.5|true",
      })
  void containsWhatLiesBetween(String range, String version, boolean contained) {
    assertThat(ApiRange.parse(range).contains(ApiVersion.parse(version))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.0",
        "(1.0,2.0)",
        "[1.0]",
        "[1.0,2.0",
        "[,2.0)",
        "[1,2)",
        "[1.0,x)",
        "[1.0,-1.0)"
      })
  void refusesWhatIsNoRange(String text) {
    assertThatThrownBy(() -> ApiRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a range of API versions such as [1.0,2.0)");
  }

  @Test
  void printsAsItIsWritten() {
    assertThat(ApiRange.parse("[1.0,2.0)")).hasToString("[1.0,2.0)");
    assertThat(ApiRange.parse("[1.0,]")).hasToString("[1.0,]");
  }
}
