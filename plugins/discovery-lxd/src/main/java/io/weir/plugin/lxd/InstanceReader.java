package io.weir.plugin.lxd;

import io.weir.api.Backend;
import io.weir.plugin.rows.RowReader;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads an instance from a row of the list (REST API, InstanceFull). */
final class InstanceReader implements RowReader<Instance> {
  private static final String NAME = "name";

  private final LxdConfig config;

  InstanceReader(LxdConfig config) {
    this.config = config;
  }

  @Override
  public Optional<Instance> read(JsonNode row) {
    if (!row.path("status").stringValue("").equals("Running") || !hasLabel(row)) {
      return Optional.empty();
    }
    String name = row.path(NAME).stringValue("");
    String sni = setting(row, config.lxdContainerSniKey(), "");
    int port = port(row, name);
    Optional<Backend> backend = address(row).map(address -> Backend.of(address, port).withSni(sni));
    return Optional.of(new Instance(name, backend));
  }

  private boolean hasLabel(JsonNode row) {
    if (config.lxdContainerLabelKey().isEmpty()) {
      return true;
    }
    JsonNode value = settings(row).path(config.lxdContainerLabelKey());
    return value.isString()
        && (config.lxdContainerLabelValue().isEmpty()
            || value.stringValue().equals(config.lxdContainerLabelValue()));
  }

  private int port(JsonNode row, String name) {
    String text =
        setting(row, config.lxdContainerPortKey(), Integer.toString(config.lxdContainerPort()));
    boolean digits = text.matches("[0-9]{1,5}");
    int port = digits ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port from 1 to 65535 of instance " + name);
    }
    return port;
  }

  /** What is reached from this machine only, or from the instance itself, is none. */
  private Optional<String> address(JsonNode row) {
    String wanted = setting(row, config.lxdContainerInterfaceKey(), config.lxdContainerInterface());
    return row.path("state")
        .path("network")
        .path(wanted)
        .path("addresses")
        .valueStream()
        .filter(address -> text(address, "family").equals(family()))
        .filter(address -> !text(address, "scope").equals("link"))
        .filter(address -> !text(address, "scope").equals("local"))
        .map(address -> text(address, "address"))
        .findFirst();
  }

  private String family() {
    return config.lxdContainerAddressType().family();
  }

  private static String text(JsonNode object, String name) {
    return object.path(name).stringValue("");
  }

  private static String setting(JsonNode row, String key, String otherwise) {
    String value = key.isEmpty() ? "" : settings(row).path(key).stringValue("");
    return value.isEmpty() ? otherwise : value;
  }

  /** With what comes from profiles. */
  private static JsonNode settings(JsonNode row) {
    return row.path("expanded_config");
  }

  /** Not the row itself: it counts packets. */
  @Override
  public Object identity(JsonNode row) {
    return row.path(NAME);
  }
}
