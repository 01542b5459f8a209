package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The whole configuration. */
public record WeirConfig(
    @Doc("What is logged, where and how.") LoggingConfig logging,
    @Doc("Flight recordings and thread dumps on demand.") ProfilerConfig profiler,
    @Doc("The REST API.") ApiConfig api,
    @Doc("Prometheus metrics.") MetricsConfig metrics,
    @Doc("Values for servers that do not set their own.") DefaultsConfig defaults,
    @Doc("Certificates by ACME.") Optional<AcmeConfig> acme,
    @Doc("Plugins and what replaces what.") PluginsConfig plugins,
    @Doc("How long connections may go on after a signal to stop; 0 closes them at once.")
        @Default("10s")
        Duration shutdownTimeout,
    @Doc("The servers by name.") Map<String, ServerConfig> servers) {}
