package io.weir.plugin.database.sql;

import io.weir.api.PluginContext;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthCheckFactory;

/** Offers the health check {@code mysql}. */
public final class MysqlCheckFactory implements HealthCheckFactory<MysqlConfig> {

  @Override
  public String kind() {
    return "mysql";
  }

  @Override
  public Class<MysqlConfig> configType() {
    return MysqlConfig.class;
  }

  @Override
  public HealthCheck create(MysqlConfig config, PluginContext context) {
    return new MysqlCheck(config, config.mysqlTls().context(config.clientTls(), context));
  }
}
