package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.weir.testkit.backend.RawHttp.Answer;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code /openapi.json} promises, held against answers. */
final class ApiDescription {
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode root;
  private final Set<String> seen = new TreeSet<>();

  ApiDescription(String text) {
    this.root = JSON.readTree(text);
  }

  /** Every operation of every path, {@code get /servers/{name}}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    root.get("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(operation -> !operation.getKey().equals("parameters"))
                .forEach(operation -> operations.add(operation.getKey() + " " + path.getKey())));
    return operations;
  }

  /** Those whose success has been checked. */
  Set<String> seen() {
    return seen;
  }

  /** Checks that an answer is one of those that are promised. */
  void check(String operation, Answer answer) {
    String[] words = operation.split(" ", 2);
    JsonNode responses = root.get("paths").get(words[1]).get(words[0]).get("responses");
    JsonNode response = responses.get(Integer.toString(answer.status()));
    assertThat(response).as("%s answers %s", operation, answer).isNotNull();
    if (response.has("$ref")) {
      response = root.at(response.get("$ref").stringValue().substring(1));
    }
    String type = answer.headers().get("content-type").split(";", 2)[0];
    JsonNode content = response.get("content").get(type);
    assertThat(content).as("%s answers %s", operation, answer).isNotNull();
    if (type.equals("application/json")) {
      ObjectNode schema = JSON.createObjectNode();
      schema.set("components", root.get("components"));
      schema.putArray("allOf").add(content.get("schema"));
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(schema)
                  .validate(answer.body(), InputFormat.JSON))
          .as("%s answers %s", operation, answer)
          .isEmpty();
    }
    if (answer.status() == 200) {
      seen.add(operation);
    }
  }
}
