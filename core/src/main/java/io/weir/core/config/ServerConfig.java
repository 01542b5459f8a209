package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import io.weir.api.config.InvalidConfigException;
import java.time.Duration;
import java.util.Optional;

/**
 * Section {@code servers.X}. What is left out here and stands in {@code defaults} comes from there.
 */
public record ServerConfig(
    @Doc("Where clients connect to.") HostPort bind,
    @Doc("The protocol spoken with clients.") @Default("tcp") String protocol,
    @Doc("The balancer's own keys.")
        @ExtensionPoint(
            value = ExtensionKind.BALANCER,
            selectedBy = "../balance",
            otherwise = "weight")
        ExtensionSection<NoKeys> balancer,
    @Doc("Connections at the same time; 0 means no limit; a client over it is closed at once.")
        Optional<Integer> maxConnections,
    @Doc("Closes a connection when the client sent nothing for this long; 0 means never.")
        Optional<Duration> clientIdleTimeout,
    @Doc("Closes a connection when the backend sent nothing for this long; 0 means never.")
        Optional<Duration> backendIdleTimeout,
    @Doc("How long connecting to a backend may take; 0 means as long as the system tries.")
        Optional<Duration> backendConnectionTimeout,
    @Doc("How many other backends are tried when one refuses, before the client is closed.")
        @Default("2")
        int connectRetries,
    @Doc(
            "How bytes are moved: `linux` is the fast way for plain TCP and the default where it can be, `channel` works everywhere.")
        Optional<TransportName> transport,
    @Doc("Routing by the server name in the TLS hello.") Optional<SniConfig> sni,
    @Doc("TLS towards clients.") Optional<TlsConfig> tls,
    @Doc("TLS towards backends.") Optional<BackendsTlsConfig> backendsTls,
    @Doc("Sessions of protocol `udp`.") Optional<UdpConfig> udp,
    @Doc("Which clients are served.") Optional<AccessConfig> access,
    @Doc("Tells backends the client's address.") Optional<ProxyProtocolConfig> proxyProtocol,
    @Doc("Whether its connections are in the access log, where that is enabled.") @Default("true")
        boolean accessLog,
    @Doc("How backends come to work and go from it.") Optional<BackendsConfig> backends,
    @Doc("How backends are checked; every backend counts as live if left out.")
        @ExtensionPoint(value = ExtensionKind.HEALTH_CHECK)
        Optional<ExtensionSection<HealthCheckSettings>> healthcheck,
    @Doc("How backends are found.") @ExtensionPoint(ExtensionKind.DISCOVERY)
        ExtensionSection<DiscoverySettings> discovery) {

  /** Checks the counts. */
  public ServerConfig {
    if (maxConnections.orElse(0) < 0) {
      throw new InvalidConfigException("max_connections", "0 or more");
    }
    if (connectRetries < 0) {
      throw new InvalidConfigException("connect_retries", "0 or more");
    }
  }

  /** The same with what is left out taken from {@code defaults}. */
  public ServerConfig withDefaults(DefaultsConfig defaults) {
    return new ServerConfig(
        bind,
        protocol,
        balancer,
        Optional.of(maxConnections.orElse(defaults.maxConnections())),
        Optional.of(clientIdleTimeout.orElse(defaults.clientIdleTimeout())),
        Optional.of(backendIdleTimeout.orElse(defaults.backendIdleTimeout())),
        Optional.of(backendConnectionTimeout.orElse(defaults.backendConnectionTimeout())),
        connectRetries,
        transport,
        sni,
        tls,
        backendsTls,
        udp,
        access,
        proxyProtocol,
        accessLog,
        backends,
        healthcheck,
        discovery);
  }
}
