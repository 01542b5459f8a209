package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A validator that knows nothing of weir finds by the schema what weir finds by its records. */
class ConfigSchemaTest {
  private static final Map<String, Object> TREE = ConfigSchema.of(new TestTypes());
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ConfigWriter.render(TREE, ConfigFormat.JSON), InputFormat.JSON);

  static LongStream seeds() {
    return LongStream.range(1000, 1100);
  }

  @Test
  void acceptsTheFileWithEveryKey() throws IOException {
    try (InputStream in = ConfigSchemaTest.class.getResourceAsStream("/config/gobetween.json")) {
      assertThat(problems(new String(in.readAllBytes(), StandardCharsets.UTF_8))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void acceptsWhateverBinds(long seed) {
    String json = ConfigWriter.render(new RandomConfig(seed).tree(), ConfigFormat.JSON);
    assertThat(problems(json)).as("%s", json).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"servers\": null, \"logging\": {\"level\": \"\", \"output\": \"\"}}",
        "{\"servers\": {\"a\": null}}",
        "{\"defaults\": {\"client_idle_timeout\": 0, \"backend_idle_timeout\": \"1.5h2m\"}}"
      })
  void acceptsWhatCountsAsLeftOut(String json) {
    assertThat(TestTypes.problems(ConfigFormat.JSON, json)).isEmpty();
    assertThat(problems(json)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> refusesEveryMistakeOfTheTable() {
    return EveryKeyTest.mistakes().entrySet().stream()
        .map(mistake ->
            DynamicTest.dynamicTest(
                mistake.getKey(),
                () -> {
                  String json =
                      ConfigTranslation.of(
                              ConfigSource.text("t", mistake.getValue(), ConfigFormat.HOCON),
                              ConfigFormat.JSON)
                          .text();
                  assertThat(TestTypes.problems(ConfigFormat.JSON, json)).isNotEmpty();
                  assertThat(problems(json)).as("%s", json).isNotEmpty();
                }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"logging\": {\"level\": \"loud\"}}",
        "{\"defaults\": {\"client_idle_timeout\": \"-1s\"}}",
        "{\"defaults\": {\"client_idle_timeout\": \"1 s\"}}",
        "{\"defaults\": {\"client_idle_timeout\": 5}}",
        "{\"defaults\": {\"max_connections\": 2147483648}}",
        "{\"servers\": {\"a\": {\"bind\": \":1\", \"discovery\": {\"kind\": \"statick\"}}}}",
        "{\"servers\": {\"a\": {\"bind\": \":1\", \"discovery\": {\"kind\": \"static\", \"exec_command\": \"x\"}}}}",
        "{\"servers\": {\"a\": {\"bind\": \":1\", \"discovery\": {\"kind\": \"exec\", \"exec_command\": []}}}}",
        "{\"servers\": {\"a\": {\"bind\": \":1\", \"balance\": \"best\", \"discovery\": {\"kind\": \"static\"}}}}",
        "{\"servers\": {\"a\": {\"bind\": \":1\", \"balance\": \"iphash\", \"balancer\": {\"seed\": 1}, \"discovery\": {\"kind\": \"static\"}}}}",
        "{\"servers\": {\"a\": {\"bind\": \":1\", \"balancer\": {\"sed\": 1}, \"discovery\": {\"kind\": \"static\"}}}}",
        "{\"servers\": {\"a\": {\"bind\": \":1\", \"healthcheck\": {\"kind\": \"none\", \"x\": 1}, \"discovery\": {\"kind\": \"static\"}}}}",
      })
  void refusesWhatCannotBind(String json) {
    assertThat(TestTypes.problems(ConfigFormat.JSON, json)).isNotEmpty();
    assertThat(problems(json)).isNotEmpty();
  }

  @Test
  void saysWhatKeysMeanAndWhatTheyAreWhenLeftOut() {
    assertThat(property(TREE, "logging", "level").toString())
        .contains("default=info", "description=Events below this level are not logged.");
    assertThat(property(TREE, "shutdown_timeout").toString()).contains("default=10s");
  }

  private static Object property(Map<?, ?> schema, String... path) {
    Object found = schema;
    for (String key : path) {
      Map<?, ?> section = (Map<?, ?>) found;
      Object ways = section.get("anyOf");
      Map<?, ?> object = ways instanceof List<?> list ? (Map<?, ?>) list.getFirst() : section;
      found = ((Map<?, ?>) object.get("properties")).get(key);
    }
    return found;
  }

  private static List<String> problems(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }
}
