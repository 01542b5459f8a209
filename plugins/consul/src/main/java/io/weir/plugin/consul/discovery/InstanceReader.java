package io.weir.plugin.consul.discovery;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.plugin.rows.RowReader;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads a backend from an element of Consul's health endpoint: the address of the service, else
 * that of its node; the name out of the last of its tags {@code sni=NAME}.
 */
final class InstanceReader implements RowReader<Backend> {
  private static final String SNI = "sni=";

  /**
   * What a backend is made of. The rest, such as what checks have printed, changes all the time.
   */
  private record Identity(JsonNode node, JsonNode address, JsonNode port, JsonNode tags) {}

  @Override
  public Optional<Backend> read(JsonNode element) {
    JsonNode service = element.path("Service");
    HostPort address = new HostPort(host(element), port(service.path("Port")));
    return Optional.of(new Backend(address, 1, 1, 0, sni(service.path("Tags"))));
  }

  private static String host(JsonNode element) {
    String own = element.path("Service").path("Address").stringValue("");
    String host = own.isEmpty() ? element.path("Node").path("Address").stringValue("") : own;
    if (host.isEmpty()) {
      throw new IllegalArgumentException("an address of the service or its node");
    }
    return HostPort.withoutBrackets(host);
  }

  private static int port(JsonNode node) {
    int port = node.isInt() ? node.intValue() : 0;
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port of the service from 1 to 65535");
    }
    return port;
  }

  private static String sni(JsonNode tags) {
    List<String> names =
        tags.values().stream()
            .map(tag -> tag.stringValue(""))
            .filter(tag -> tag.startsWith(SNI))
            .toList();
    return names.isEmpty() ? "" : names.getLast().substring(SNI.length());
  }

  @Override
  public Object identity(JsonNode element) {
    JsonNode service = element.path("Service");
    return new Identity(
        element.path("Node").path("Address"),
        service.path("Address"),
        service.path("Port"),
        service.path("Tags"));
  }
}
