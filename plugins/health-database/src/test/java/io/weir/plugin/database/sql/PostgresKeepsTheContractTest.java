package io.weir.plugin.database.sql;

import io.weir.api.health.HealthCheckFactory;
import io.weir.api.health.HealthTarget;
import io.weir.plugin.database.Targets;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.contract.HealthCheckContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The check {@code postgres} without a user. */
class PostgresKeepsTheContractTest extends HealthCheckContract {
  private final TestBackend healthy = TestBackend.of(SqlScripts.postgresAsks());
  private final TestBackend unhealthy =
      TestBackend.of(SqlScripts.postgresRefuses("57P03", "the database system is starting up"));
  private final TestBackend hanging = TestBackend.of(Behaviour.blackhole());

  @AfterEach
  void stop() {
    healthy.close();
    unhealthy.close();
    hanging.close();
  }

  @Override
  protected HealthCheckFactory<?> factory() {
    return new PostgresCheckFactory();
  }

  @Override
  protected Record config() {
    return PostgresConfigs.nobody();
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
