package io.weir.app.boot;

import io.weir.app.metrics.Metrics;
import io.weir.core.Weir;
import io.weir.core.config.WeirConfig;
import io.weir.core.lifecycle.Service;
import java.util.ArrayList;
import java.util.List;

/**
 * What administrators reach a running weir by. It starts after the engine, so that the first
 * connection does not wait for it, and stops after it, so that it tells of a stop while it lasts.
 */
final class Administration {
  private Administration() {}

  /** The services that a configuration switches on, in the order of their start. */
  static List<Service> of(Weir weir) {
    WeirConfig config = weir.config();
    List<Service> services = new ArrayList<>();
    if (config.metrics().enabled()) {
      services.addAll(Metrics.of(config.metrics(), weir, Version.text()));
    }
    return services;
  }
}
