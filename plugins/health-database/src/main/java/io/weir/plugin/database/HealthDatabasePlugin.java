package io.weir.plugin.database;

import io.weir.api.WeirPlugin;
import io.weir.api.health.HealthCheckFactory;
import io.weir.plugin.database.redis.RedisCheckFactory;
import io.weir.plugin.database.sql.MysqlCheckFactory;
import io.weir.plugin.database.sql.PostgresCheckFactory;
import java.util.List;

/** Offers the health checks {@code redis}, {@code postgres} and {@code mysql}. */
public final class HealthDatabasePlugin implements WeirPlugin {

  @Override
  public List<HealthCheckFactory<?>> healthChecks() {
    return List.of(new RedisCheckFactory(), new PostgresCheckFactory(), new MysqlCheckFactory());
  }
}
