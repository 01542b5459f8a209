package io.weir.distribution.answers;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** An HTTP answer as data: what a client that was written for gobetween may go by. */
final class HttpAnswer {
  private static final Pattern HEADERS =
      Pattern.compile("access-control-.*|allow|location|vary|www-authenticate");
  private static final Pattern INDENT = Pattern.compile("\\A[{\\[]\\R( +)");

  private HttpAnswer() {}

  /** The connection ended without an answer. */
  static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode().put("status", "connection closed");
  }

  /** Status, type and body; of an error not the words, but what kind of body says them. */
  static ObjectNode of(HttpResponse<String> response, Varying varying) {
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("status", response.statusCode())
            .put("type", response.headers().firstValue("Content-Type").orElse("none"));
    addHeaders(response.headers(), answer);
    JsonNode body = body(response);
    if (response.statusCode() >= 300) {
      return answer.put("body", kind(response.body(), body));
    }
    Matcher indent = INDENT.matcher(response.body());
    if (body.isContainer() && indent.find()) {
      answer.put("indent", indent.group(1).length());
    }
    answer.set("body", varying.replaced(body));
    return answer;
  }

  private static void addHeaders(HttpHeaders headers, ObjectNode answer) {
    headers
        .map()
        .forEach((name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (HEADERS.matcher(lower).matches()) {
            answer.put(lower, values.stream().sorted().collect(Collectors.joining(", ")));
          }
        });
  }

  /** As JSON or TOML if it is any, whatever type it claims to be. */
  private static JsonNode body(HttpResponse<String> response) {
    return json(response.body())
        .or(() -> toml(response.body()))
        .orElseGet(() -> StringNode.valueOf(response.body()));
  }

  private static Optional<JsonNode> json(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Records.parse(text));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> toml(String text) {
    TomlParseResult result = Toml.parse(text);
    return result.hasErrors() || result.isEmpty()
        ? Optional.empty()
        : Optional.of(Records.parse(result.toJson()));
  }

  private static String kind(String text, JsonNode body) {
    if (text.isEmpty()) {
      return "nothing";
    }
    boolean isJson = json(text).isPresent();
    return isJson ? "JSON " + body.getNodeType().name().toLowerCase(Locale.ROOT) : "plain text";
  }
}
