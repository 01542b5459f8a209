package io.weir.plugin.builtin.discovery;

import io.weir.api.config.Doc;
import java.util.List;

/** The keys of {@code servers.X.discovery} for kind {@code static}. */
public record StaticConfig(
    @Doc("The backends: `host:port [weight=N] [priority=N] [max_connections=N] [sni=NAME]` each.")
        List<BackendLine> staticList) {}
