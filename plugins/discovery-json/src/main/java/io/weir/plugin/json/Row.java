package io.weir.plugin.json;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.plugin.rows.RowReader;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** Reads a backend from an element of the array. */
final class Row implements RowReader<Backend> {
  private final JsonConfig config;

  Row(JsonConfig config) {
    this.config = config;
  }

  @Override
  public Optional<Backend> read(JsonNode row) {
    return Optional.of(
        new Backend(
            new HostPort(host(row), port(row)),
            number(row, config.jsonPriorityPattern(), 1),
            number(row, config.jsonWeightPattern(), 1),
            Math.max(0, number(row, config.jsonMaxConnectionsPattern(), 0)),
            config.jsonSniPattern().in(row).stringValue("")));
  }

  private String host(JsonNode row) {
    String host = config.jsonHostPattern().in(row).stringValue("");
    if (host.isEmpty()) {
      throw new IllegalArgumentException("a host as text at " + config.jsonHostPattern());
    }
    return HostPort.withoutBrackets(host);
  }

  private int port(JsonNode row) {
    JsonNode node = config.jsonPortPattern().in(row);
    String text = node.isString() ? node.stringValue() : Integer.toString(number(node, 0));
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = digits && text.length() <= 5 ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port from 1 to 65535 at " + config.jsonPortPattern());
    }
    return port;
  }

  private static int number(JsonNode row, JsonPath path, int otherwise) {
    return number(path.in(row), otherwise);
  }

  /** As gobetween does, a number's fraction is cut off, and what is no number counts as missing. */
  private static int number(JsonNode node, int otherwise) {
    OptionalDouble value = node.isNumber() ? node.doubleValueOpt() : OptionalDouble.empty();
    boolean fits =
        value.isPresent()
            && value.getAsDouble() > Integer.MIN_VALUE - 1.0
            && value.getAsDouble() < Integer.MAX_VALUE + 1.0;
    return fits ? (int) value.getAsDouble() : otherwise;
  }
}
