package io.weir.core.server;

import io.weir.core.config.ServerConfig;

/**
 * A server as configured.
 *
 * @param name its name
 * @param config its section, defaults filled in
 */
public record ServerDefinition(String name, ServerConfig config) {}
