package io.weir.plugin.builtin;

import io.weir.api.ExtensionFactory;
import io.weir.api.balance.BalancerFactory;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.api.health.HealthCheckFactory;
import java.util.List;

/** The factories of this plugin by their kind, as weir gets hold of them. */
public final class BuiltinKinds {
  private BuiltinKinds() {}

  /** A discovery. */
  public static DiscoveryFactory<?> discovery(String kind) {
    return find(new BuiltinPlugin().discoveries(), kind);
  }

  /** A balancer. */
  public static BalancerFactory<?> balancer(String kind) {
    return find(new BuiltinPlugin().balancers(), kind);
  }

  /** A health check. */
  public static HealthCheckFactory<?> healthCheck(String kind) {
    return find(new BuiltinPlugin().healthChecks(), kind);
  }

  private static <F extends ExtensionFactory<?, ?>> F find(List<F> factories, String kind) {
    return factories.stream().filter(f -> f.kind().equals(kind)).findFirst().orElseThrow();
  }
}
