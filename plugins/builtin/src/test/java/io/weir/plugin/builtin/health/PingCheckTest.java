package io.weir.plugin.builtin.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.health.HealthResult;
import io.weir.plugin.builtin.BackgroundCall;
import io.weir.plugin.builtin.BuiltinPlugin;
import io.weir.testkit.backend.CheckTargets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.ClosedByInterruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PingCheckTest {
  private final PingCheck check = new PingCheck();

  @Test
  void findsABackendThatListensHealthy() throws Exception {
    try (var backend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThat(check.check(CheckTargets.localhost(backend.getLocalPort())))
          .isEqualTo(HealthResult.healthy());
    }
  }

  @Test
  void failsWhereNobodyListens() throws Exception {
    int port;
    try (var backend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = backend.getLocalPort();
    }

    assertThatThrownBy(() -> check.check(CheckTargets.localhost(port)))
        .isInstanceOf(IOException.class)
        .hasMessage("Connection refused");
  }

  @Test
  void stopsConnectingWhenInterrupted() throws Exception {
    try (var backend = new FullBacklog();
        var call = BackgroundCall.of(() -> check.check(CheckTargets.localhost(backend.port())))) {
      call.interrupt();

      assertThatThrownBy(call::answer).isInstanceOf(ClosedByInterruptException.class);
    }
  }

  @Test
  void makesNoSenseForUdp() {
    var factory = new BuiltinPlugin().healthChecks().getFirst();

    assertThat(factory.kind()).isEqualTo("ping");
    assertThat(factory.supports("udp")).isFalse();
    assertThat(factory.supports("tcp")).isTrue();
    assertThat(factory.supports("tls")).isTrue();
  }
}
