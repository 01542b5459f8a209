package io.weir.plugin.builtin;

import io.weir.api.PluginContext;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.BalancerFactory;
import java.util.function.Function;

/** A balancer that needs nothing of the host. */
record BalancerKind<C extends Record>(
    String kind, Class<C> configType, Function<C, Balancer> constructor)
    implements BalancerFactory<C> {

  @Override
  public Balancer create(C config, PluginContext context) {
    return constructor.apply(config);
  }
}
