package io.weir.app.api;

import io.weir.app.http.HttpAnswer;
import io.weir.app.http.HttpProblem;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigWriter;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies in JSON: read strictly, written as gobetween does. */
final class Json {
  private Json() {}

  /** Made with the first body that is read, because it takes its time. */
  private static final class Reader {
    static final JsonMapper STRICT =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /**
   * Reads an object.
   *
   * @throws HttpProblem 400 if the text is none
   */
  static ObjectNode object(String body) {
    if (body.isBlank()) {
      throw HttpProblem.badRequest("body: empty (expected: a JSON object)");
    }
    JsonNode node;
    try {
      node = Reader.STRICT.readTree(body);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw HttpProblem.badRequest(
          "body: not JSON"
              + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr()));
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw HttpProblem.badRequest("body: no JSON object (expected: one)");
  }

  static HttpAnswer answer(int status, Map<String, Object> tree) {
    return HttpAnswer.of(
        status, HttpAnswer.JSON, ConfigWriter.render(tree, ConfigFormat.JSON).stripTrailing());
  }

  /** What gobetween answers where there is nothing to say. */
  static HttpAnswer nothing() {
    return HttpAnswer.of(200, HttpAnswer.JSON, "null");
  }
}
