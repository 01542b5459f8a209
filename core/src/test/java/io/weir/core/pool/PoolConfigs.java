package io.weir.core.pool;

import io.weir.api.config.HostPort;
import io.weir.core.config.DiscoverySettings;
import io.weir.core.config.DiscoverySettings.FailPolicy;
import io.weir.core.config.ExtensionSection;
import io.weir.core.config.HealthCheckSettings;
import io.weir.core.config.HealthCheckSettings.InitialStatus;
import io.weir.core.config.NoKeys;
import io.weir.core.config.ServerConfig;
import io.weir.core.config.SniConfig;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Configurations of servers, as far as their pools go by them. */
final class PoolConfigs {
  private PoolConfigs() {}

  static ServerConfig withBalancer(ServerConfig config, String kind) {
    return with(config, new ExtensionSection<>(kind, new NoKeys(), new NoKeys()), config.sni());
  }

  static ServerConfig withSni(ServerConfig config, SniConfig sni) {
    return with(config, config.balancer(), Optional.of(sni));
  }

  private static ServerConfig with(
      ServerConfig config, ExtensionSection<NoKeys> balancer, Optional<SniConfig> sni) {
    return new ServerConfig(
        config.bind(),
        config.protocol(),
        balancer,
        config.maxConnections(),
        config.clientIdleTimeout(),
        config.backendIdleTimeout(),
        config.backendConnectionTimeout(),
        config.connectRetries(),
        config.transport(),
        sni,
        config.tls(),
        config.backendsTls(),
        config.udp(),
        config.access(),
        config.proxyProtocol(),
        config.accessLog(),
        config.backends(),
        config.healthcheck(),
        config.discovery());
  }

  static ServerConfig config(InitialStatus initialStatus) {
    return config("test", Duration.ofSeconds(5), initialStatus);
  }

  /** Without checks if there is no interval. */
  static ServerConfig config(String discoveryKind, @Nullable Duration interval) {
    return config(discoveryKind, interval, InitialStatus.HEALTHY);
  }

  static ServerConfig config(
      String discoveryKind, @Nullable Duration interval, InitialStatus initialStatus) {
    return new ServerConfig(
        HostPort.parse(":0"),
        "tcp",
        new ExtensionSection<>("test", new NoKeys(), new NoKeys()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        2,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.ofNullable(interval)
            .map(every ->
                new ExtensionSection<>(
                    "test",
                    HealthCheckSettings.of(every, Duration.ofSeconds(1), 1, 1, initialStatus),
                    new NoKeys())),
        new ExtensionSection<>(
            discoveryKind,
            new DiscoverySettings(Duration.ZERO, Optional.empty(), FailPolicy.KEEPLAST),
            new NoKeys()));
  }
}
