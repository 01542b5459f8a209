package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;

/** Section {@code profiler}. */
public record ProfilerConfig(
    @Doc("Whether it is served.") @Default("false") boolean enabled,
    @Doc("Where it is served; whoever can reach it may use it.") @Default("127.0.0.1:6060")
        HostPort bind) {}
