package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import java.util.Optional;

/** Section {@code metrics}. */
public record MetricsConfig(
    @Doc("Whether they are served.") @Default("false") boolean enabled,
    @Doc("Where they are served, under `/metrics`.") @Default(":9284") HostPort bind,
    @Doc("Whose names are served beside weir's own; nobody's if left out.")
        Optional<Compatibility> compatibility) {

  /** Another load balancer whose names for metrics dashboards may be made for. */
  public enum Compatibility {
    /** gobetween 0.8.2. */
    GOBETWEEN
  }
}
