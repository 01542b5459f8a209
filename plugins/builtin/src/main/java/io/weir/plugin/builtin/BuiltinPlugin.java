package io.weir.plugin.builtin;

import io.weir.api.WeirPlugin;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.BalancerFactory;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.api.health.HealthCheckFactory;
import io.weir.plugin.builtin.balance.FirstBalancer;
import io.weir.plugin.builtin.balance.IpHash1Balancer;
import io.weir.plugin.builtin.balance.IpHashBalancer;
import io.weir.plugin.builtin.balance.LeastBandwidthBalancer;
import io.weir.plugin.builtin.balance.LeastConnBalancer;
import io.weir.plugin.builtin.balance.LeastLatencyBalancer;
import io.weir.plugin.builtin.balance.LeastLatencyConfig;
import io.weir.plugin.builtin.balance.MaglevBalancer;
import io.weir.plugin.builtin.balance.MaglevConfig;
import io.weir.plugin.builtin.balance.RoundRobinBalancer;
import io.weir.plugin.builtin.balance.StickyBalancer;
import io.weir.plugin.builtin.balance.StickyConfig;
import io.weir.plugin.builtin.balance.TwoChoicesBalancer;
import io.weir.plugin.builtin.balance.WeightBalancer;
import io.weir.plugin.builtin.balance.WeightConfig;
import io.weir.plugin.builtin.discovery.ExecConfig;
import io.weir.plugin.builtin.discovery.ExecDiscovery;
import io.weir.plugin.builtin.discovery.FileConfig;
import io.weir.plugin.builtin.discovery.FileDiscovery;
import io.weir.plugin.builtin.discovery.PlaintextConfig;
import io.weir.plugin.builtin.discovery.PlaintextDiscovery;
import io.weir.plugin.builtin.discovery.StaticConfig;
import io.weir.plugin.builtin.discovery.StaticDiscovery;
import io.weir.plugin.builtin.health.ExecCheck;
import io.weir.plugin.builtin.health.ExecCheckConfig;
import io.weir.plugin.builtin.health.PingCheck;
import io.weir.plugin.builtin.health.ProbeCheck;
import io.weir.plugin.builtin.health.ProbeConfig;
import io.weir.plugin.builtin.health.SmtpCheck;
import io.weir.plugin.builtin.health.SmtpConfig;
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
            (config, _) -> new StaticDiscovery(config)),
        new DiscoveryKind<>("exec", ExecConfig.class, Duration.ofSeconds(3), ExecDiscovery::new),
        new DiscoveryKind<>(
            "plaintext", PlaintextConfig.class, Duration.ofSeconds(5), PlaintextDiscovery::new),
        new DiscoveryKind<>("file", FileConfig.class, Duration.ofSeconds(5), FileDiscovery::new));
  }

  @Override
  public List<BalancerFactory<?>> balancers() {
    return List.of(
        new BalancerKind<>("weight", WeightConfig.class, WeightBalancer::new),
        withoutKeys("roundrobin", RoundRobinBalancer::new),
        withoutKeys("leastconn", LeastConnBalancer::new),
        withoutKeys("leastbandwidth", LeastBandwidthBalancer::new),
        withoutKeys("iphash", IpHashBalancer::new),
        withoutKeys("iphash1", IpHash1Balancer::new),
        new BalancerKind<>("maglev", MaglevConfig.class, MaglevBalancer::new),
        withoutKeys("p2c", TwoChoicesBalancer::new),
        new BalancerKind<>("leastlatency", LeastLatencyConfig.class, LeastLatencyBalancer::new),
        new BalancerKind<>("sticky", StickyConfig.class, StickyBalancer::new),
        withoutKeys("first", FirstBalancer::new));
  }

  @Override
  public List<HealthCheckFactory<?>> healthChecks() {
    return List.of(
        new HealthCheckKind<>("ping", NoKeys.class, Set.of("udp"), (_, _) -> new PingCheck()),
        new HealthCheckKind<>(
            "probe", ProbeConfig.class, Set.of(), (config, _) -> new ProbeCheck(config)),
        new HealthCheckKind<>(
            "exec", ExecCheckConfig.class, Set.of(), (config, _) -> new ExecCheck(config)),
        new HealthCheckKind<>("smtp", SmtpConfig.class, Set.of(), SmtpCheck::new));
  }

  private static BalancerFactory<NoKeys> withoutKeys(String kind, Supplier<Balancer> constructor) {
    return new BalancerKind<>(kind, NoKeys.class, _ -> constructor.get());
  }
}
