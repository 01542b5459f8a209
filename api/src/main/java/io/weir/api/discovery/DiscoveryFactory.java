package io.weir.api.discovery;

import io.weir.api.ExtensionFactory;
import java.time.Duration;

/**
 * Offers a kind of discovery.
 *
 * @param <C> the kind's own keys in {@code servers.X.discovery}
 */
public interface DiscoveryFactory<C extends Record> extends ExtensionFactory<Discovery, C> {

  /**
   * How long one {@link Discovery#fetch} may take where the section does not set {@code timeout};
   * it is interrupted then. Default 5 s; zero means no limit.
   */
  default Duration defaultTimeout() {
    return Duration.ofSeconds(5);
  }
}
