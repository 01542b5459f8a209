package io.weir.plugin.builtin.health;

import io.weir.api.Backend;
import io.weir.api.health.HealthTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Backends on this machine that tests check. */
final class Targets {
  static final Duration LONG = Duration.ofSeconds(20);

  private Targets() {}

  static HealthTarget localhost(int port) {
    return target("localhost", port, LONG);
  }

  static HealthTarget target(String host, int port, Duration timeout) {
    return HealthTarget.of(
        Backend.of(host, port),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        timeout);
  }
}
