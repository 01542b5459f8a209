package io.weir.app.boot;

import io.weir.app.api.AboutProcess;
import io.weir.app.api.Api;
import io.weir.app.metrics.Metrics;
import io.weir.app.profiler.Profiler;
import io.weir.app.source.ConfigLocation;
import io.weir.core.Weir;
import io.weir.core.config.WeirConfig;
import io.weir.core.lifecycle.Service;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What administrators reach a running weir by. It starts after the engine, so that the first
 * connection does not wait for it, and stops after it, so that it tells of a stop while it lasts.
 */
final class Administration {
  private Administration() {}

  /** The services that a configuration switches on, in the order of their start. */
  static List<Service> of(Weir weir, ConfigRequest request) {
    WeirConfig config = weir.config();
    List<Service> services = new ArrayList<>();
    if (config.api().enabled()) {
      services.add(Api.of(config.api(), weir, about(request)));
    }
    if (config.metrics().enabled()) {
      services.addAll(Metrics.of(config.metrics(), weir, Version.text()));
    }
    if (config.profiler().enabled()) {
      services.add(new Profiler(config.profiler()));
    }
    return services;
  }

  private static AboutProcess about(ConfigRequest request) {
    return new AboutProcess(
        Version.text(),
        ProcessHandle.current().info().startInstant().orElseGet(Clock.systemUTC()::instant),
        Clock.systemUTC(),
        location(request.place().location()));
  }

  /** As gobetween tells it. */
  private static Map<String, Object> location(ConfigLocation location) {
    return switch (location) {
      case ConfigLocation.InFile file -> Map.of("kind", "file", "path", file.path().toString());
      case ConfigLocation.AtUrl page -> Map.of("kind", "url", "url", page.url().toString());
      case ConfigLocation.InConsul consul ->
          Map.of("kind", "consul", "host", consul.host(), "key", consul.key());
    };
  }
}
