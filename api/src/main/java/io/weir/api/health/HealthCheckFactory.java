package io.weir.api.health;

import io.weir.api.ExtensionFactory;

/**
 * Offers a kind of health check.
 *
 * @param <C> the kind's own keys in {@code servers.X.healthcheck}
 */
public interface HealthCheckFactory<C extends Record> extends ExtensionFactory<HealthCheck, C> {

  /**
   * Whether the kind makes sense for servers of a protocol; where it does not, the combination is a
   * configuration error. Asked when the plugin is loaded, for each protocol that is installed,
   * third parties' among them. Default: always.
   *
   * @param protocol the server's {@code protocol}, e.g. {@code "udp"}
   */
  default boolean supports(String protocol) {
    return true;
  }
}
