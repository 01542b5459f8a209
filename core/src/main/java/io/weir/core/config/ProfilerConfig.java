package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;

/** Section {@code profiler}. */
public record ProfilerConfig(
    @Doc("Whether it is served.") @Default("false") boolean enabled,
    @Doc("Where it is served.") @Default(":6060") HostPort bind) {}
