package io.weir.api.health;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Whom to check; made anew for each check, so that a name that leads elsewhere is followed.
 *
 * @param backend the backend as discovered
 * @param checked the host and port to check, as they are written: the backend's, unless the section
 *     names others by {@code host} and {@code port}
 * @param address the same, resolved: where to connect to; never unresolved
 * @param serverName the name to verify a certificate for and to name in protocols that name a
 *     server: the section's {@code server_name}, or else the host of {@code checked}; never empty,
 *     may be an IP address
 * @param timeout how long the check may take, counted from before the target was made; zero means
 *     no limit. weir enforces it by interrupting; it is here for calls that need a timeout of their
 *     own
 */
public record HealthTarget(
    Backend backend,
    HostPort checked,
    InetSocketAddress address,
    String serverName,
    Duration timeout) {

  /**
   * A backend that is checked where it is, for tests: in weir's calls it may be elsewhere.
   *
   * @param backend the backend as discovered
   * @param address its address, resolved
   * @param timeout how long the check may take; zero means no limit
   * @return the target
   */
  public static HealthTarget of(Backend backend, InetSocketAddress address, Duration timeout) {
    HostPort itself = backend.address();
    return new HealthTarget(backend, itself, address, itself.host(), timeout);
  }
}
