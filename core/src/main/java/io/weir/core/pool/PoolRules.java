package io.weir.core.pool;

import io.weir.core.config.BackendsConfig;
import io.weir.core.config.ExtensionSection;
import io.weir.core.config.HealthCheckSettings;
import io.weir.core.config.HealthCheckSettings.InitialStatus;
import io.weir.core.config.ServerConfig;
import io.weir.core.config.SniConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a server's section says to its pool itself, and not to a plugin.
 *
 * @param initiallyLive whether members count as live before their first check
 * @param routing how server names lead to backends; null if they do not matter
 * @param backends how backends come to work and go from it
 */
record PoolRules(boolean initiallyLive, @Nullable SniConfig routing, BackendsConfig backends) {

  static PoolRules of(ServerConfig config) {
    return new PoolRules(
        // A backend that is not checked is always live.
        config
            .healthcheck()
            .map(ExtensionSection::settings)
            .map(HealthCheckSettings::initialStatus)
            .map(InitialStatus.HEALTHY::equals)
            .orElse(true),
        config.sni().orElse(null),
        config.backends().orElse(BackendsConfig.DEFAULT));
  }

  void applyTo(PoolWriter writer) {
    writer.setInitiallyLive(initiallyLive);
    writer.setRouting(routing);
    writer.setRules(backends);
  }
}
