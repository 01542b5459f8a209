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
import java.util.function.LongSupplier;

/**
 * What administrators reach a running weir by, and what looks after the process. It starts after
 * the engine, so that the first connection does not wait for it, and stops after it, so that it
 * tells of a stop while it lasts.
 */
final class Administration {
  private final Weir weir;
  private final ConfigRequest request;
  private final Reloader reloader;
  private final Map<String, LongSupplier> lostLines;

  /**
   * Prepares it; nothing is made yet.
   *
   * @param request where the configuration came from
   * @param reloader reads it again
   * @param lostLines how many lines each log has lost, by the log's section
   */
  Administration(
      Weir weir, ConfigRequest request, Reloader reloader, Map<String, LongSupplier> lostLines) {
    this.weir = weir;
    this.request = request;
    this.reloader = reloader;
    this.lostLines = lostLines;
  }

  /** What keeps the heap small, and the services that the configuration switches on. */
  List<Service> services() {
    WeirConfig config = weir.config();
    List<Service> services = new ArrayList<>();
    services.add(HeapTrim.of(weir.loops().all().getFirst()));
    if (config.api().enabled()) {
      services.add(Api.of(config.api(), weir, about(request), reloader));
    }
    if (config.metrics().enabled()) {
      services.addAll(
          Metrics.of(config.metrics(), weir, Version.text(), reloader.tally(), lostLines));
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
