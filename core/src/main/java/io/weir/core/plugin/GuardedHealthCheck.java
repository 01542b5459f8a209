package io.weir.core.plugin;

import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;

/** A plugin's health check behind its guard. */
final class GuardedHealthCheck implements HealthCheck {
  private final HealthCheck check;
  private final ProductGuard guard;

  GuardedHealthCheck(HealthCheck check, ProductGuard guard) {
    this.check = check;
    this.guard = guard;
  }

  @Override
  public HealthResult check(HealthTarget target) throws Exception {
    return guard.call(() -> check.check(target));
  }

  @Override
  public void close() {
    guard.close(check);
  }
}
