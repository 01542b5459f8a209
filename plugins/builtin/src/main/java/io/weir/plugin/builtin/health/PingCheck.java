package io.weir.plugin.builtin.health;

import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * A backend is healthy when it accepts a TCP connection. There may be thousands of checks a second,
 * so the timeout is left to the interrupt: one of the socket's own costs six system calls more.
 */
public final class PingCheck implements HealthCheck {

  @Override
  public HealthResult check(HealthTarget target) throws IOException {
    SocketChannel.open(target.address()).close();
    return HealthResult.healthy();
  }
}
