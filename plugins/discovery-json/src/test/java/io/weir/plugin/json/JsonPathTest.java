package io.weir.plugin.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonPathTest {
  private static final JsonNode OBJECT =
      JsonMapper.shared()
          .readTree(
              """
              {"host": "a", "node": {"addresses": [{"ip": "b"}, {"ip": "c"}], "x.y": "d"},
               "grid": [["e", "f"], ["g"]], "0": "h", "with space": "i"}
              """);

  @ParameterizedTest
  @CsvSource({
    "host, a",
    "node.addresses[1].ip, c",
    "node.addresses.[0].ip, b",
    "grid[0][1], f",
    "grid.[1].[0], g",
    "0, h",
    "with space, i",
    "\"host\", a",
  })
  void leadsToAValue(String path, String value) {
    assertThat(JsonPath.parse(path).in(OBJECT).stringValue()).isEqualTo(value);
  }

  @Test
  void takesANameInQuotesAsItIs() {
    assertThat(JsonPath.parse("node.'x.y'").in(OBJECT).stringValue()).isEqualTo("d");
    assertThat(JsonPath.parse("node.\"x.y\"").in(OBJECT).stringValue()).isEqualTo("d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"port", "host.port", "host[0]", "grid[2]", "node[0]", "grid.a", "[0]"})
  void leadsNowhereWhereNothingIs(String path) {
    assertThat(JsonPath.parse(path).in(OBJECT).isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".", "a.", ".a", "a..b", "a[", "a[]", "a[x]", "a[-1]", "a]b", "a[0]b", "'a", "''"})
  void refusesWhatIsNoPath(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonPath.parse(path))
        .withMessage("a dotted path such as node.addresses[0].ip");
  }

  @Test
  void readsAnEmptyTextAsTheDefault() {
    assertThat(JsonPath.parse("").orIfEmpty("host")).isEqualTo(JsonPath.parse("host"));
    assertThat(JsonPath.parse("ip").orIfEmpty("host")).hasToString("ip");
  }
}
