package io.weir.distribution.answers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Puts a word in place of what differs from run to run and from version to version, if it has the
 * right form: what has not is left as it is, and shows.
 */
final class Varying {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern DURATION =
      Pattern.compile("(\\d+h)?(\\d+m)?\\d+(\\.\\d+)?(ns|µs|ms|s)");

  /** A gobetween that was built without its Makefile has none. */
  private static final Pattern VERSION = Pattern.compile("|\\d+\\.\\d+\\.\\d+(-\\w+)?");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d+");

  private final AskedProgram program;

  Varying(AskedProgram program) {
    this.program = program;
  }

  /** The same without what varies; backends in the order of their addresses. */
  JsonNode replaced(JsonNode body) {
    if (body.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      body.properties()
          .forEach(field -> copy.set(field.getKey(), field(field.getKey(), field.getValue())));
      return copy;
    }
    if (body.isArray()) {
      List<JsonNode> elements = new ArrayList<>();
      body.forEach(element -> elements.add(replaced(element)));
      return JsonNodeFactory.instance.arrayNode().addAll(elements);
    }
    return body;
  }

  private JsonNode field(String name, JsonNode value) {
    return switch (name) {
      case "time", "startTime" -> replaced(value, TIME, "a time of RFC 3339");
      case "uptime" -> replaced(value, DURATION, "a duration in Go's spelling");
      case "rx_second", "tx_second" -> replaced(value, WHOLE_NUMBER, "a whole number");
      case "pid" ->
          replaced(value, Pattern.compile(Long.toString(program.pid())), "its process id");
      case "path" ->
          replaced(value, Pattern.compile(Pattern.quote(program.file())), "the file's path");
      case "version" -> replaced(value, VERSION, "its version");
      case "backends" -> value.isArray() ? sorted(replaced(value)) : replaced(value);
      default -> replaced(value);
    };
  }

  private static JsonNode replaced(JsonNode value, Pattern form, String word) {
    return value.isValueNode() && form.matcher(value.asString()).matches()
        ? StringNode.valueOf("(" + word + ")")
        : value;
  }

  /** gobetween's order is that of a hash table. */
  private static JsonNode sorted(JsonNode backends) {
    List<JsonNode> sorted = new ArrayList<>();
    backends.forEach(sorted::add);
    sorted.sort(Comparator.comparing(JsonNode::toString));
    return JsonNodeFactory.instance.arrayNode().addAll(sorted);
  }
}
