package io.weir.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Selector;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.core.config.ExtensionKind;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.plugin.PluginInfo;
import io.weir.testkit.contract.FixedCandidates;
import io.weir.testkit.contract.FixedConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Any extension of one plugin can be replaced by another plugin's, and only by saying so. */
class PluginReplacementTest extends PluginTest {
  private static final Map<String, String> FOREIGN_WINS =
      Map.of(
          "discovery/static",
          "foreign",
          "balancer/weight",
          "foreign",
          "healthcheck/ping",
          "foreign");

  @BeforeEach
  void installTwoPluginsThatOfferTheSame() {
    everything("builtin", 0, "").write(plugins().resolve("builtin/builtin.jar"));
    everything("foreign", 1, "(String text)").write(plugins().resolve("foreign.jar"));
  }

  /** Answers and chooses number {@code n}; unhealthy if that is 1. */
  private static PluginJarBuilder everything(String id, int n, String keys) {
    return entry(
        id,
        """
        public record Keys%1$s {}
        @Override public List<DiscoveryFactory<?>> discoveries() {
          return List.of(new DiscoveryFactory<Keys>() {
            @Override public String kind() { return "static"; }
            @Override public Class<Keys> configType() { return Keys.class; }
            @Override public java.time.Duration defaultTimeout() { return java.time.Duration.ofSeconds(%2$d); }
            @Override public Discovery create(Keys keys, PluginContext context) {
              return () -> List.of(Backend.of("h", 8000 + %2$d));
            }
          });
        }
        @Override public List<BalancerFactory<?>> balancers() {
          return List.of(new BalancerFactory<Keys>() {
            @Override public String kind() { return "weight"; }
            @Override public Class<Keys> configType() { return Keys.class; }
            @Override public Balancer create(Keys keys, PluginContext context) {
              return backends -> (connection, candidates) -> %2$d;
            }
          });
        }
        @Override public List<HealthCheckFactory<?>> healthChecks() {
          return List.of(new HealthCheckFactory<Keys>() {
            @Override public String kind() { return "ping"; }
            @Override public Class<Keys> configType() { return Keys.class; }
            @Override public boolean supports(String protocol) { return %2$d == 1 || !protocol.equals("udp"); }
            @Override public HealthCheck create(Keys keys, PluginContext context) {
              return target -> %2$d == 1 ? HealthResult.unhealthy("foreign") : HealthResult.healthy();
            }
          });
        }
        """
            .formatted(keys.isEmpty() ? "()" : keys, n));
  }

  @Test
  void bothOfferingTheSameStopsTheLoad() {
    assertThat(problems())
        .hasSize(3)
        .allMatch(
            line -> line.startsWith("plugins/builtin/builtin.jar and plugins/foreign.jar both"));
  }

  @Test
  void foreignDiscoveryReplacesTheBuiltIn() throws Exception {
    try (ExtensionRegistries registries = load(FOREIGN_WINS)) {
      assertThat(fetch(registries, "static")).containsExactly(Backend.of("h", 8001));
      assertThat(
              registries
                  .discoveries()
                  .traits("static", config(registries, ExtensionKind.DISCOVERY, "static"))
                  .defaultTimeout())
          .isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void foreignBalancerReplacesTheBuiltIn() throws Exception {
    try (ExtensionRegistries registries = load(FOREIGN_WINS);
        Balancer balancer =
            registries
                .balancers()
                .create("weight", config(registries, ExtensionKind.BALANCER, "weight"), "web")) {
      Selector selector = balancer.over(List.of(Backend.of("a", 1), Backend.of("b", 1)));
      assertThat(selector.select(FixedConnection.from("192.0.2.1"), new FixedCandidates(2)))
          .isEqualTo(1);
    }
  }

  @Test
  void foreignCheckReplacesTheBuiltIn() throws Exception {
    try (ExtensionRegistries registries = load(FOREIGN_WINS);
        HealthCheck check =
            registries
                .healthChecks()
                .create("ping", config(registries, ExtensionKind.HEALTH_CHECK, "ping"), "web")) {
      HealthTarget target =
          HealthTarget.of(
              Backend.of("127.0.0.1", 1),
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
              Duration.ZERO);
      assertThat(check.check(target)).isEqualTo(HealthResult.unhealthy("foreign"));
      assertThat(registries.catalog().supports("ping", "udp")).isTrue();
    }
  }

  @Test
  void theOtherMayWinAsWell() throws Exception {
    Map<String, String> builtinWins =
        Map.of(
            "discovery/static",
            "builtin",
            "balancer/weight",
            "builtin",
            "healthcheck/ping",
            "builtin");
    try (ExtensionRegistries registries = load(builtinWins)) {
      assertThat(fetch(registries, "static")).containsExactly(Backend.of("h", 8000));
      assertThat(registries.catalog().supports("ping", "udp")).isFalse();
      assertThat(registries.catalog().supports("ping", "tcp")).isTrue();
    }
  }

  @Test
  void keysAreThoseOfTheWinner() {
    try (ExtensionRegistries registries = load(FOREIGN_WINS)) {
      assertThat(
              registries
                  .catalog()
                  .configType(ExtensionKind.DISCOVERY, "static")
                  .orElseThrow()
                  .getRecordComponents())
          .hasSize(1);
      assertThat(registries.catalog().names(ExtensionKind.BALANCER)).containsExactly("weight");
      assertThat(registries.catalog().configType(ExtensionKind.BALANCER, "nope")).isEmpty();
      assertThat(registries.catalog().names(ExtensionKind.CERTIFICATE_STORE)).isEmpty();
    }
  }

  @Test
  void whoOffersAndWhoWasReplacedIsKnown() {
    try (ExtensionRegistries registries = load(FOREIGN_WINS)) {
      assertThat(registries.plugins())
          .containsExactly(
              new PluginInfo("builtin", "1.0", plugins().resolve("builtin/builtin.jar").toString()),
              new PluginInfo("foreign", "1.0", plugins().resolve("foreign.jar").toString()));
      assertThat(registries.offered())
          .filteredOn(offer -> offer.kind() == ExtensionKind.BALANCER)
          .satisfiesExactly(
              offer -> {
                assertThat(offer.plugin().id()).isEqualTo("builtin");
                assertThat(offer.replacedBy().map(PluginInfo::id)).contains("foreign");
              },
              offer -> {
                assertThat(offer.plugin().id()).isEqualTo("foreign");
                assertThat(offer.replacedBy()).isEqualTo(Optional.empty());
              });
    }
  }

  @Test
  void recordOfAnotherExtensionIsNoConfiguration() {
    try (ExtensionRegistries registries = load(FOREIGN_WINS)) {
      assertThatThrownBy(() -> registries.balancers().create("weight", new FourthRecord(), "web"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("FourthRecord");
      assertThatThrownBy(() -> registries.balancers().create("wait", new FourthRecord(), "web"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("balancer: \"wait\" (expected: one of weight)");
    }
  }

  private record FourthRecord() {}
}
