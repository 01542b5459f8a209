package io.weir.core.plugin;

import io.weir.api.discovery.DiscoveryFactory;
import java.time.Duration;

/**
 * What core knows of a kind of discovery before one is created.
 *
 * @param defaultTimeout how long a fetch may take where the section does not say; zero means no
 *     limit
 */
public record DiscoveryTraits(Duration defaultTimeout) {

  static DiscoveryTraits of(DiscoveryFactory<?> factory) {
    Duration timeout = factory.defaultTimeout();
    if (timeout == null || timeout.isNegative()) {
      throw new IllegalArgumentException(
          "defaultTimeout() returned " + timeout + " (expected: zero or more)");
    }
    return new DiscoveryTraits(timeout);
  }
}
