package io.weir.distribution.answers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One place at which an answer of weir is not gobetween's.
 *
 * @param question the question
 * @param path where in the answer, as in {@code /body/discovery/kind}; empty for all of it
 * @param gobetween what gobetween has there; missing if nothing
 * @param weir what weir has there; missing if nothing
 */
record Difference(String question, String path, JsonNode gobetween, JsonNode weir) {

  /** Every difference between two sets of answers. */
  static List<Difference> between(JsonNode gobetween, JsonNode weir) {
    List<Difference> found = new ArrayList<>();
    for (String question : fields(gobetween, weir)) {
      compare(question, "", at(gobetween, question), at(weir, question), found);
    }
    return List.copyOf(found);
  }

  @Override
  public String toString() {
    return "%s at %s: gobetween has %s, weir %s"
        .formatted(question, path, shown(gobetween), shown(weir));
  }

  private static void compare(
      String question, String path, JsonNode gobetween, JsonNode weir, List<Difference> found) {
    if (gobetween.isObject() && weir.isObject()) {
      for (String field : fields(gobetween, weir)) {
        compare(question, path + "/" + field, at(gobetween, field), at(weir, field), found);
      }
    } else if (gobetween.isArray() && weir.isArray() && gobetween.size() == weir.size()) {
      for (int i = 0; i < gobetween.size(); i++) {
        compare(question, path + "/" + i, gobetween.get(i), weir.get(i), found);
      }
    } else if (!gobetween.equals(weir)) {
      found.add(new Difference(question, path, gobetween, weir));
    }
  }

  private static Set<String> fields(JsonNode gobetween, JsonNode weir) {
    Set<String> fields = new LinkedHashSet<>(gobetween.propertyNames());
    fields.addAll(weir.propertyNames());
    return fields;
  }

  private static JsonNode at(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return value == null ? MissingNode.getInstance() : value;
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
