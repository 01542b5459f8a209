package io.weir.core.plugin;

import io.weir.api.health.HealthCheckFactory;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What core knows of a kind of health check before one is created.
 *
 * @param unsupported the protocols, of those there are, for which it makes no sense
 */
public record HealthCheckTraits(Set<String> unsupported) {

  /** Copies the set. */
  public HealthCheckTraits {
    unsupported = Set.copyOf(unsupported);
  }

  static HealthCheckTraits of(HealthCheckFactory<?> factory, Set<String> protocols) {
    return new HealthCheckTraits(
        protocols.stream()
            .filter(protocol -> !factory.supports(protocol))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether it makes sense for servers of that protocol. */
  public boolean supports(String protocol) {
    return !unsupported.contains(protocol);
  }
}
