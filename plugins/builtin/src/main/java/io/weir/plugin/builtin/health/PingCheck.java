package io.weir.plugin.builtin.health;

import io.weir.api.health.CheckSocket;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import java.io.IOException;

/** A backend is healthy when it accepts a TCP connection. */
public final class PingCheck implements HealthCheck {

  @Override
  public HealthResult check(HealthTarget target) throws IOException {
    CheckSocket.connect(target, 0).close();
    return HealthResult.healthy();
  }
}
