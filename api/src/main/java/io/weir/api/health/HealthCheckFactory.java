package io.weir.api.health;

import io.weir.api.ExtensionFactory;

/**
 * Offers a kind of health check; selected by {@code servers.X.healthcheck.kind}. {@link #create}
 * makes one {@link HealthCheck} for each server that selects it.
 *
 * @param <C> the kind's own keys in {@code servers.X.healthcheck}; {@code kind}, {@code interval},
 *     {@code timeout}, {@code fails}, {@code passes}, {@code initial_status}, {@code host}, {@code
 *     port} and {@code server_name} are weir's and never reach it
 */
public interface HealthCheckFactory<C extends Record> extends ExtensionFactory<HealthCheck, C> {

  /**
   * Whether the kind makes sense for servers of a protocol; where it does not, the combination is a
   * configuration error. Asked when the plugin is loaded, for each protocol that is installed,
   * third parties' among them; must not block. What it throws stops the start. Default: always.
   *
   * @param protocol the server's {@code protocol}, e.g. {@code "udp"}
   * @return whether it may be selected there; the same at every call
   */
  default boolean supports(String protocol) {
    return true;
  }
}
