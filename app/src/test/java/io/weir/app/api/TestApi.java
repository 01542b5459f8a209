package io.weir.app.api;

import io.weir.app.http.HttpServer;
import io.weir.core.Weir;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigSource;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.lifecycle.StartProgress;
import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.plugin.PluginJarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The API of a running engine, both in this process, on ports that the system chose. */
final class TestApi implements AutoCloseable {
  static final String TOKENS =
      """
      api.tokens.looker { token = "looks", scope = read }
      api.tokens.doer { token = "does", scope = write }
      """;

  final Weir weir;
  private final HttpServer server;

  /**
   * Starts both.
   *
   * @param folder an empty one
   * @param hocon the configuration but for the API's own address
   * @param reloading what a reload does
   */
  TestApi(Path folder, String hocon, Reloading reloading) throws IOException {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    plugin().write(plugins.resolve("small.jar"));
    weir =
        Weir.prepare(
                ConfigSource.text(
                    "test.conf",
                    "api { enabled = true, bind = \"127.0.0.1:0\" }\n" + hocon,
                    ConfigFormat.HOCON),
                false,
                plugins,
                folder.resolve("state"),
                StartProgress.IGNORED)
            .start(ConnectionLog.NONE);
    server =
        Api.of(
            weir.config().api(),
            weir,
            new AboutProcess(
                "1.2.3", Instant.now(), Clock.systemUTC(), Map.of("kind", "file", "path", "x")),
            reloading);
    server.start();
  }

  /**
   * A discovery {@code static} and a balancer {@code weight}, as far as an API has to have them.
   */
  private static PluginJarBuilder plugin() {
    return PluginJarBuilder.plugin("small")
        .provider("small.Entry")
        .source(
            "small.Entry",
            """
            package small;

            import io.weir.api.*;
            import io.weir.api.balance.*;
            import io.weir.api.config.*;
            import io.weir.api.discovery.*;
            import java.util.List;

            public final class Entry implements WeirPlugin {
              public record Keys(List<String> staticList) {}
              public record None() {}

              @Override public List<DiscoveryFactory<?>> discoveries() {
                return List.of(new DiscoveryFactory<Keys>() {
                  @Override public String kind() { return "static"; }
                  @Override public Class<Keys> configType() { return Keys.class; }
                  @Override public Discovery create(Keys keys, PluginContext context) {
                    List<Backend> backends = keys.staticList().stream()
                        .map(HostPort::parse)
                        .map(address -> Backend.of(address.host(), address.port()))
                        .toList();
                    return () -> backends;
                  }
                });
              }

              @Override public List<BalancerFactory<?>> balancers() {
                return List.of(new BalancerFactory<None>() {
                  @Override public String kind() { return "weight"; }
                  @Override public Class<None> configType() { return None.class; }
                  @Override public Balancer create(None keys, PluginContext context) {
                    return backends -> (connection, candidates) -> 0;
                  }
                });
              }
            }
            """);
  }

  RawHttp connect() throws IOException {
    return RawHttp.connect(server.address().getPort());
  }

  @Override
  public void close() {
    weir.stop(Duration.ZERO);
    server.stop();
  }
}
