package io.weir.app.profiler;

import io.weir.app.http.Authenticator;
import io.weir.app.http.HttpBounds;
import io.weir.app.http.HttpServer;
import io.weir.app.http.HttpSettings;
import io.weir.app.http.Routes;
import io.weir.app.http.Scope;
import io.weir.core.config.ProfilerConfig;
import io.weir.core.lifecycle.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Section {@code profiler}: {@code GET /debug/jfr?seconds=N} and {@code GET /debug/threads}, for
 * whoever can reach its address.
 */
public final class Profiler implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(Profiler.class);

  private final ProfilerConfig config;
  private final HttpServer server;

  /** Prepares it; nothing listens yet. */
  public Profiler(ProfilerConfig config) {
    this.config = config;
    FlightRecorder recorder = new FlightRecorder();
    Routes routes =
        Routes.builder()
            .add("GET", "/debug/jfr", Scope.READ, recorder::record)
            .add("GET", "/debug/threads", Scope.READ, ThreadDump::of)
            .build();
    this.server =
        new HttpServer(
            new HttpSettings("profiler", config.bind(), false, null, HttpBounds.STANDARD),
            routes,
            Authenticator.OPEN);
  }

  @Override
  public String name() {
    return server.name();
  }

  /**
   * Serves it. It asks nobody for a name, so an address that others can reach is warned about.
   *
   * @throws io.weir.app.OperatorException if the address cannot be listened on
   */
  @Override
  public void start() {
    server.start();
    if (!server.address().getAddress().isLoopbackAddress()) {
      LOG.warn(
          "profiler.bind: {} can be reached from other machines, and the profiler asks for no"
              + " password",
          config.bind());
    }
  }

  @Override
  public void stop() {
    server.stop();
  }
}
