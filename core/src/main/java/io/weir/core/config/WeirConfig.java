package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The whole configuration. */
public record WeirConfig(
    @Doc("What is logged, where and how.") LoggingConfig logging,
    @Doc("A line for each connection that has ended.") AccessLogConfig accessLog,
    @Doc("Flight recordings and thread dumps on demand.") ProfilerConfig profiler,
    @Doc("The REST API.") ApiConfig api,
    @Doc("Prometheus metrics.") MetricsConfig metrics,
    @Doc("How bytes are moved.") DataPathConfig dataPath,
    @Doc("Values for servers that do not set their own.") DefaultsConfig defaults,
    @Doc("Certificates by ACME.") Optional<AcmeConfig> acme,
    @Doc("Plugins and what replaces what.") PluginsConfig plugins,
    @Doc("How long connections may go on after a signal to stop; 0 closes them at once.")
        @Default("10s")
        Duration shutdownTimeout,
    @Doc("The servers by name.") Map<String, ServerConfig> servers) {
  /** Sections and keys outside of servers that a running weir can change. */
  private static final Set<String> LIVE =
      Set.of("logging", "access_log", "defaults", "plugins", "shutdown_timeout");

  /**
   * Whether a key outside of servers takes effect in a weir that runs.
   *
   * @param key dotted from the top
   */
  static boolean takesEffectAtOnce(String key) {
    int dot = key.indexOf('.');
    return LIVE.contains(dot < 0 ? key : key.substring(0, dot));
  }

  /**
   * Whether section {@code acme} says the same in both, whoever the plugins behind it are: those
   * can be exchanged while weir runs.
   */
  boolean saysTheSameOfAcme(WeirConfig other) {
    ConfigWriter writer = new ConfigWriter(ConfigWriter.Secrets.SHOWN);
    return Objects.equals(writer.tree(this).get("acme"), writer.tree(other).get("acme"));
  }

  /** What a weir that runs by this one comes to when it goes on by another: the rest stays. */
  public WeirConfig changedTo(WeirConfig next) {
    return new WeirConfig(
        next.logging,
        next.accessLog,
        profiler,
        api,
        metrics,
        dataPath,
        next.defaults,
        saysTheSameOfAcme(next) ? next.acme : acme,
        next.plugins,
        next.shutdownTimeout,
        next.servers);
  }
}
