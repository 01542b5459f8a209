package io.weir.plugin.database.sql;

import io.weir.api.PluginContext;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthCheckFactory;

/** Offers the health check {@code postgres}. */
public final class PostgresCheckFactory implements HealthCheckFactory<PostgresConfig> {

  @Override
  public String kind() {
    return "postgres";
  }

  @Override
  public Class<PostgresConfig> configType() {
    return PostgresConfig.class;
  }

  @Override
  public HealthCheck create(PostgresConfig config, PluginContext context) {
    return new PostgresCheck(config, config.postgresTls().context(config.clientTls(), context));
  }
}
