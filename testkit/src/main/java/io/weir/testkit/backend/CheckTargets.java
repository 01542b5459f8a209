package io.weir.testkit.backend;

import io.weir.api.Backend;
import io.weir.api.health.HealthTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Backends on this machine as health checks get them. */
public final class CheckTargets {
  /** A timeout that no check of a test reaches. */
  public static final Duration LONG = Duration.ofSeconds(20);

  private CheckTargets() {}

  /** What listens on a port of loopback, under the name {@code localhost}. */
  public static HealthTarget localhost(int port) {
    return target("localhost", port, LONG);
  }

  /** The same under another name, which is not looked up. */
  public static HealthTarget target(String host, int port, Duration timeout) {
    return HealthTarget.of(
        Backend.of(host, port),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        timeout);
  }
}
