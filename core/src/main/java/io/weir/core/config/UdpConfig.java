package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;

/** Section {@code servers.X.udp}. */
public record UdpConfig(
    @Doc("Ends a session after that many packets of the client; 1 is fire and forget; 0 means never.")
        @Default("0")
        int maxRequests,
    @Doc("Ends a session after that many packets of the backend; 0 means never.") @Default("0")
        int maxResponses,
    @Doc("Whether backends see the client's address and answer it directly.") @Default("false")
        boolean transparent) {}
