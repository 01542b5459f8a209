package io.weir.plugin.consul.discovery;

import io.weir.api.config.HostPort;
import io.weir.api.config.Secret;
import io.weir.testkit.peer.ConsulAgent;
import java.nio.file.Path;
import java.util.Optional;

/** Configurations for tests. */
record DiscoveryConfigs(String host, String token, Optional<Path> authority) {

  /** Without TLS. */
  static DiscoveryConfigs at(String host) {
    return new DiscoveryConfigs(host, ConsulAgent.TOKEN, Optional.empty());
  }

  DiscoveryConfigs withToken(String newToken) {
    return new DiscoveryConfigs(host, newToken, authority);
  }

  /** By https, to whom an authority has signed. */
  DiscoveryConfigs trusting(Path newAuthority) {
    return new DiscoveryConfigs(host, token, Optional.of(newAuthority));
  }

  ConsulDiscoveryConfig all(String service) {
    return make(service, "", false, "");
  }

  ConsulDiscoveryConfig tagged(String service, String tag) {
    return make(service, tag, false, "");
  }

  ConsulDiscoveryConfig passing(String service) {
    return make(service, "", true, "");
  }

  ConsulDiscoveryConfig in(String datacenter, String service) {
    return make(service, "", false, datacenter);
  }

  private ConsulDiscoveryConfig make(
      String service, String tag, boolean passing, String datacenter) {
    return new ConsulDiscoveryConfig(
        HostPort.parse(host),
        service,
        Optional.of(tag),
        passing,
        Optional.of(datacenter),
        Optional.of("ann"),
        Optional.of(new Secret("pass")),
        Optional.of(new Secret(token)),
        authority.isPresent(),
        Optional.of(Path.of("")),
        Optional.of(Path.of("")),
        authority);
  }
}
