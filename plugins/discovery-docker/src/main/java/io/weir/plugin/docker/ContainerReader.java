package io.weir.plugin.docker;

import io.weir.api.Backend;
import io.weir.plugin.rows.RowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads a container from a row of the engine's list (Engine API, ContainerSummary). */
final class ContainerReader implements RowReader<Container> {
  private static final String ID = "Id";
  private static final String EVERYWHERE = "0.0.0.0";

  private final int privatePort;

  ContainerReader(int privatePort) {
    this.privatePort = privatePort;
  }

  @Override
  public Optional<Container> read(JsonNode row) {
    String id = row.path(ID).stringValue("");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a container with an " + ID);
    }
    String sni = row.path("Labels").path("sni").stringValue("");
    List<Backend> published = new ArrayList<>();
    for (JsonNode port : row.path("Ports")) {
      if (port.path("PrivatePort").intValue(0) == privatePort) {
        int publicPort = port.path("PublicPort").intValue(0);
        if (publicPort != 0) {
          published.add(Backend.of(address(port), publicPort).withSni(sni));
        }
      }
    }
    if (published.isEmpty()) {
      throw new IllegalArgumentException(
          "port " + privatePort + " published by container " + name(row, id));
    }
    return Optional.of(new Container(id, List.copyOf(published)));
  }

  private static String address(JsonNode port) {
    String ip = port.path("IP").stringValue("");
    return ip.isEmpty() ? EVERYWHERE : ip;
  }

  private static String name(JsonNode row, String id) {
    String name = row.path("Names").path(0).stringValue("");
    return name.isEmpty() ? id : name;
  }

  /** Not the row itself: it tells for how long the container has been up. */
  @Override
  public Object identity(JsonNode row) {
    return row.path(ID);
  }
}
