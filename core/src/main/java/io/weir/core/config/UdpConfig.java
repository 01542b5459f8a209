package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;

/** Section {@code servers.X.udp}. */
public record UdpConfig(
    @Doc(
            "Ends a session after that many packets of the client; 1 is fire and forget; 0 means never.")
        @Default("0")
        int maxRequests,
    @Doc("Ends a session after that many packets of the backend; 0 means never.") @Default("0")
        int maxResponses,
    @Doc("Whether backends see the client's address and answer it directly.") @Default("false")
        boolean transparent) {

  /** Checks the counts. */
  public UdpConfig {
    if (maxRequests < 0) {
      throw new InvalidConfigException("max_requests", "0 or more");
    }
    if (maxResponses < 0) {
      throw new InvalidConfigException("max_responses", "0 or more");
    }
  }
}
