package io.weir.plugin.database.redis;

import io.weir.api.PluginContext;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthCheckFactory;

/** Offers the health check {@code redis}. */
public final class RedisCheckFactory implements HealthCheckFactory<RedisConfig> {

  @Override
  public String kind() {
    return "redis";
  }

  @Override
  public Class<RedisConfig> configType() {
    return RedisConfig.class;
  }

  @Override
  public HealthCheck create(RedisConfig config, PluginContext context) {
    return new RedisCheck(config, config.redisTls().context(config.clientTls(), context));
  }
}
