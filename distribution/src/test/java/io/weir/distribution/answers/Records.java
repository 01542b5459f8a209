package io.weir.distribution.answers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The data: configurations, gobetween's answers to each interview, and what differs on purpose. */
final class Records {
  private static final Path FOLDER = Path.of("src/test/resources/gobetween");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Records() {}

  /** What gobetween answered. */
  static JsonNode answers(Interview interview) throws IOException {
    return parse(text(file(interview)));
  }

  /** Notes what gobetween answered. */
  static void record(Interview interview, JsonNode answers) throws IOException {
    Files.writeString(FOLDER.resolve(file(interview)), JSON.writeValueAsString(answers) + "\n");
  }

  /** As it is after having been written and read: a number has no Java type then. */
  static JsonNode plain(JsonNode answers) {
    return parse(JSON.writeValueAsString(answers));
  }

  /** Reads JSON, strictly. */
  static JsonNode parse(String json) {
    return JSON.readTree(json);
  }

  /** Everything that weir answers otherwise on purpose. */
  static List<IntendedDifference> intendedDifferences() throws IOException {
    return JSON.readValue(text("intended-differences.json"), new TypeReference<>() {});
  }

  /** What a file says. */
  static String text(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }

  private static String file(Interview interview) {
    return interview.name() + ".json";
  }
}
