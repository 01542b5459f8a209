package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import io.weir.api.config.InvalidConfigException;
import java.time.Duration;
import java.util.Optional;

/** Core's keys of {@code servers.X.healthcheck}; the kind's own stand beside them. */
public record HealthCheckSettings(
    @Doc("Time from one check of a backend to the next; required for every kind but `none`.")
        @Default("0")
        Duration interval,
    @Doc("How long a check may take; 0 means no limit.") @Default("0") Duration timeout,
    @Doc("Failed checks in a row until a backend counts as down.") @Default("1") int fails,
    @Doc("Passed checks in a row until a backend counts as up.") @Default("1") int passes,
    @Doc("The state of a backend before its first check.") @Default("healthy")
        InitialStatus initialStatus,
    @Doc("The host to check in place of the backend's: a name or an IP address.")
        Optional<String> host,
    @Doc("The port to check in place of the backend's.") Optional<Integer> port,
    @Doc(
            "The server name that kinds with TLS ask for and verify; `host`, or the backend's host,"
                + " if left out.")
        Optional<String> serverName) {

  /** Checks the counts and the address. */
  public HealthCheckSettings {
    if (fails < 1) {
      throw new InvalidConfigException("fails", "1 or more");
    }
    if (passes < 1) {
      throw new InvalidConfigException("passes", "1 or more");
    }
    host.ifPresent(HealthCheckSettings::requireHost);
    if (port.isPresent() && (port.get() < 1 || port.get() > 65535)) {
      throw new InvalidConfigException("port", "1 to 65535");
    }
    if (serverName.isPresent() && serverName.get().isBlank()) {
      throw new InvalidConfigException("server_name", "a server name");
    }
  }

  /** Of checks that go where the backends are. */
  public static HealthCheckSettings of(
      Duration interval, Duration timeout, int fails, int passes, InitialStatus initialStatus) {
    return new HealthCheckSettings(
        interval,
        timeout,
        fails,
        passes,
        initialStatus,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void requireHost(String host) {
    try {
      if (!host.isBlank()) {
        new HostPort(host, 1);
        return;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new InvalidConfigException("host", "a host name or an IP address, without a port");
  }

  /** The state of a backend before its first check. */
  public enum InitialStatus {
    /** It takes connections at once. */
    HEALTHY,
    /** It takes connections once its checks pass. */
    UNHEALTHY
  }
}
