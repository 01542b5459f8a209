package io.weir.plugin.database.redis;

import io.weir.api.health.HealthCheckFactory;
import io.weir.api.health.HealthTarget;
import io.weir.plugin.database.Targets;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.contract.HealthCheckContract;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The check {@code redis}, with servers that know a PING. */
class RedisKeepsTheContractTest extends HealthCheckContract {
  private final TestBackend healthy = RedisScript.start(Map.of("PING", "+PONG"));
  private final TestBackend unhealthy = RedisScript.start(Map.of("PING", "-LOADING not yet"));
  private final TestBackend hanging = TestBackend.of(Behaviour.blackhole());

  @AfterEach
  void stop() {
    healthy.close();
    unhealthy.close();
    hanging.close();
  }

  @Override
  protected HealthCheckFactory<?> factory() {
    return new RedisCheckFactory();
  }

  @Override
  protected Record config() {
    return RedisConfigs.plain();
  }

  @Override
  protected HealthTarget healthy() {
    return Targets.at(healthy.port());
  }

  @Override
  protected HealthTarget unhealthy() {
    return Targets.at(unhealthy.port());
  }

  @Override
  protected Optional<HealthTarget> hanging() {
    return Optional.of(Targets.at(hanging.port()));
  }
}
