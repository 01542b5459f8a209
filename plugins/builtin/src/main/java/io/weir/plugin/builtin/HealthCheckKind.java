package io.weir.plugin.builtin;

import io.weir.api.PluginContext;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthCheckFactory;
import java.util.Set;
import java.util.function.BiFunction;

/** A health check, and the protocols for which it makes no sense. */
record HealthCheckKind<C extends Record>(
    String kind,
    Class<C> configType,
    Set<String> unfit,
    BiFunction<C, PluginContext, HealthCheck> constructor)
    implements HealthCheckFactory<C> {

  @Override
  public boolean supports(String protocol) {
    return !unfit.contains(protocol);
  }

  @Override
  public HealthCheck create(C config, PluginContext context) {
    return constructor.apply(config, context);
  }
}
