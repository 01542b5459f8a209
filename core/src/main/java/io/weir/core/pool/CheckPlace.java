package io.weir.core.pool;

import io.weir.api.config.HostPort;
import io.weir.api.health.HealthTarget;
import io.weir.core.config.HealthCheckSettings;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * Where a server's backends are checked: each where it is, unless the section names another host or
 * port.
 *
 * @param lookup resolves the host that the section names
 */
record CheckPlace(HealthCheckSettings settings, AddressLookup lookup) {

  /** Whom to check for a member; may block while the section's host is looked up. */
  HealthTarget of(PoolMember member) throws UnknownHostException {
    HostPort itself = member.address();
    HostPort checked =
        new HostPort(settings.host().orElse(itself.host()), settings.port().orElse(itself.port()));
    return new HealthTarget(
        member.backend(),
        checked,
        address(member, checked),
        settings.serverName().orElse(checked.host()),
        settings.timeout());
  }

  private InetSocketAddress address(PoolMember member, HostPort checked)
      throws UnknownHostException {
    InetSocketAddress resolved =
        Objects.requireNonNull(member.resolved(), "only resolved members are checked");
    if (checked.equals(member.address())) {
      return resolved;
    }
    return settings.host().isEmpty()
        ? new InetSocketAddress(resolved.getAddress(), checked.port())
        : new InetSocketAddress(lookup.lookUp(checked.host()).getFirst(), checked.port());
  }
}
