package io.weir.plugin.builtin;

import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import java.time.Duration;
import java.util.function.BiFunction;

/** A discovery and how long it may take where the configuration does not say. */
record DiscoveryKind<C extends Record>(
    String kind,
    Class<C> configType,
    Duration defaultTimeout,
    BiFunction<C, PluginContext, Discovery> constructor)
    implements DiscoveryFactory<C> {

  @Override
  public Discovery create(C config, PluginContext context) {
    return constructor.apply(config, context);
  }
}
