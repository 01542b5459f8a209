package io.weir.plugin.database.sql;

import io.weir.api.health.HealthCheckFactory;
import io.weir.api.health.HealthTarget;
import io.weir.plugin.database.Targets;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.contract.HealthCheckContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The check {@code mysql} without a user. */
class MysqlKeepsTheContractTest extends HealthCheckContract {
  private final TestBackend healthy =
      TestBackend.of(SqlScripts.mysqlRefuses(1045, "Access denied"));
  private final TestBackend unhealthy =
      TestBackend.of(SqlScripts.mysqlRefusesAtOnce(1040, "Too many connections"));
  private final TestBackend hanging = TestBackend.of(Behaviour.blackhole());

  @AfterEach
  void stop() {
    healthy.close();
    unhealthy.close();
    hanging.close();
  }

  @Override
  protected HealthCheckFactory<?> factory() {
    return new MysqlCheckFactory();
  }

  @Override
  protected Record config() {
    return MysqlConfigs.nobody();
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
