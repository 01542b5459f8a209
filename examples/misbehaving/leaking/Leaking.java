package misbehaving;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthCheckFactory;
import io.weir.api.health.HealthResult;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A health check that starts a thread for each check and ends none. */
public final class Leaking implements WeirPlugin, HealthCheckFactory<Leaking.Keys> {
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  /** It has no keys. */
  public record Keys() {}

  @Override
  public List<HealthCheckFactory<?>> healthChecks() {
    return List.of(this);
  }

  @Override
  public String kind() {
    return "leaking";
  }

  @Override
  public Class<Keys> configType() {
    return Keys.class;
  }

  @Override
  public HealthCheck create(Keys keys, PluginContext context) {
    return target -> {
      Thread.ofPlatform().daemon().name("leaked").start(Leaking::waitForEver);
      return HealthResult.healthy();
    };
  }

  private static void waitForEver() {
    try {
      NEVER.await();
    } catch (InterruptedException e) {
      // Nobody interrupts it.
    }
  }
}
