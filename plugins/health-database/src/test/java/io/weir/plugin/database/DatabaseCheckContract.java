package io.weir.plugin.database;

import io.weir.api.health.HealthCheckFactory;
import io.weir.api.health.HealthTarget;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.contract.HealthCheckContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The contract for a check of a database, with servers that follow a script. */
public abstract class DatabaseCheckContract extends HealthCheckContract {
  private final HealthCheckFactory<?> factory;
  private final Record config;
  private final TestBackend healthy;
  private final TestBackend unhealthy;
  private final TestBackend hanging = TestBackend.of(Behaviour.blackhole());

  protected DatabaseCheckContract(
      HealthCheckFactory<?> factory, Record config, TestBackend healthy, TestBackend unhealthy) {
    this.factory = factory;
    this.config = config;
    this.healthy = healthy;
    this.unhealthy = unhealthy;
  }

  @AfterEach
  void stop() {
    healthy.close();
    unhealthy.close();
    hanging.close();
  }

  @Override
  protected HealthCheckFactory<?> factory() {
    return factory;
  }

  @Override
  protected Record config() {
    return config;
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
