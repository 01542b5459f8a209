package io.weir.core.server;

import io.weir.core.config.ServerConfig;
import io.weir.core.config.WeirConfig;
import java.util.List;

/**
 * A server as configured.
 *
 * @param name its name
 * @param config its section, defaults filled in
 */
public record ServerDefinition(String name, ServerConfig config) {

  /** The servers of a configuration. */
  public static List<ServerDefinition> all(WeirConfig config) {
    return config.servers().entrySet().stream()
        .map(server -> new ServerDefinition(server.getKey(), server.getValue()))
        .toList();
  }
}
