package io.weir.plugin.builtin.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Backend;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.plugin.builtin.BuiltinPlugin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PingCheckTest {
  private final PingCheck check = new PingCheck();

  @Test
  void findsABackendThatListensHealthy() throws Exception {
    try (var backend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThat(check.check(target(backend.getLocalPort()))).isEqualTo(HealthResult.healthy());
    }
  }

  @Test
  void failsWhereNobodyListens() throws Exception {
    int port;
    try (var backend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = backend.getLocalPort();
    }

    assertThatThrownBy(() -> check.check(target(port)))
        .isInstanceOf(IOException.class)
        .hasMessage("Connection refused");
  }

  @Test
  void makesNoSenseForUdp() {
    var factory = new BuiltinPlugin().healthChecks().getFirst();

    assertThat(factory.kind()).isEqualTo("ping");
    assertThat(factory.supports("udp")).isFalse();
    assertThat(factory.supports("tcp")).isTrue();
    assertThat(factory.supports("tls")).isTrue();
  }

  private static HealthTarget target(int port) {
    return new HealthTarget(
        Backend.of("localhost", port),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        Duration.ofSeconds(5));
  }
}
