package io.weir.plugin.database;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthResult.Status;
import io.weir.api.health.HealthTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Whom tests check, always on loopback. */
public final class Targets {
  private Targets() {}

  /** One without a timeout. */
  public static HealthTarget at(int port) {
    return within(Duration.ZERO, port);
  }

  /** One with a timeout. */
  public static HealthTarget within(Duration timeout, int port) {
    return named("127.0.0.1", timeout, port);
  }

  /** One whose certificate has to be for a name. */
  public static HealthTarget named(String serverName, Duration timeout, int port) {
    HostPort place = new HostPort("127.0.0.1", port);
    return new HealthTarget(
        new Backend(place, 1, 1, 0, ""),
        place,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        serverName,
        timeout);
  }

  /** What a check finds wrong, said in either way; {@code "healthy"} if nothing. */
  public static String finding(HealthCheck check, HealthTarget target) {
    try {
      HealthResult result = check.check(target);
      return result.status() == Status.HEALTHY ? "healthy" : result.detail();
    } catch (Exception e) {
      return String.valueOf(e.getMessage());
    }
  }
}
