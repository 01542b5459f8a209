package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.time.Duration;

/** Section {@code defaults}: used by each server that does not set its own. */
public record DefaultsConfig(
    @Doc("Connections at the same time; 0 means no limit.") @Default("0") int maxConnections,
    @Doc("Closes a connection when the client sent nothing for this long; 0 means never.")
        @Default("0")
        Duration clientIdleTimeout,
    @Doc("Closes a connection when the backend sent nothing for this long; 0 means never.")
        @Default("0")
        Duration backendIdleTimeout,
    @Doc("How long connecting to a backend may take; 0 means as long as the system tries.")
        @Default("0")
        Duration backendConnectionTimeout) {

  /** Checks the limit. */
  public DefaultsConfig {
    if (maxConnections < 0) {
      throw new InvalidConfigException("max_connections", "0 or more");
    }
  }
}
