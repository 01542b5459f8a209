package io.weir.plugin.builtin;

import io.weir.api.WeirPlugin;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.BalancerFactory;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.api.health.HealthCheckFactory;
import io.weir.plugin.builtin.balance.IpHash1Balancer;
import io.weir.plugin.builtin.balance.IpHashBalancer;
import io.weir.plugin.builtin.balance.LeastBandwidthBalancer;
import io.weir.plugin.builtin.balance.LeastConnBalancer;
import io.weir.plugin.builtin.balance.RoundRobinBalancer;
import io.weir.plugin.builtin.balance.WeightBalancer;
import io.weir.plugin.builtin.balance.WeightConfig;
import io.weir.plugin.builtin.discovery.StaticConfig;
import io.weir.plugin.builtin.discovery.StaticDiscovery;
import io.weir.plugin.builtin.health.PingCheck;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What weir can do without any other plugin; a table of contents. */
public final class BuiltinPlugin implements WeirPlugin {

  @Override
  public List<DiscoveryFactory<?>> discoveries() {
    return List.of(
        new DiscoveryKind<>(
            "static",
            StaticConfig.class,
            Duration.ofSeconds(5),
            (config, _) -> new StaticDiscovery(config)));
  }

  @Override
  public List<BalancerFactory<?>> balancers() {
    return List.of(
        new BalancerKind<>("weight", WeightConfig.class, WeightBalancer::new),
        withoutKeys("roundrobin", RoundRobinBalancer::new),
        withoutKeys("leastconn", LeastConnBalancer::new),
        withoutKeys("leastbandwidth", LeastBandwidthBalancer::new),
        withoutKeys("iphash", IpHashBalancer::new),
        withoutKeys("iphash1", IpHash1Balancer::new));
  }

  @Override
  public List<HealthCheckFactory<?>> healthChecks() {
    return List.of(
        new HealthCheckKind<>("ping", NoKeys.class, Set.of("udp"), _ -> new PingCheck()));
  }

  private static BalancerFactory<NoKeys> withoutKeys(String kind, Supplier<Balancer> constructor) {
    return new BalancerKind<>(kind, NoKeys.class, _ -> constructor.get());
  }
}
