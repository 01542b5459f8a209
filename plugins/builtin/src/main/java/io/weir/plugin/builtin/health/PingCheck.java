package io.weir.plugin.builtin.health;

import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** A backend is healthy when it accepts a TCP connection. */
public final class PingCheck implements HealthCheck {

  @Override
  public HealthResult check(HealthTarget target) throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.socket().connect(target.address(), new TimeLeft(target.timeout()).millis());
    }
    return HealthResult.healthy();
  }
}
