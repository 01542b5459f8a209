package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;

/** Section {@code metrics}. */
public record MetricsConfig(
    @Doc("Whether they are served.") @Default("false") boolean enabled,
    @Doc("Where they are served, under `/metrics`.") @Default(":9284") HostPort bind) {}
