package io.weir.api.discovery;

import io.weir.api.ExtensionFactory;
import java.time.Duration;

/**
 * Offers a kind of discovery; selected by {@code servers.X.discovery.kind}. {@link #create} makes
 * one {@link Discovery} for each server that selects it.
 *
 * @param <C> the kind's own keys in {@code servers.X.discovery}; {@code kind}, {@code interval},
 *     {@code timeout} and {@code failpolicy} are weir's and never reach it
 */
public interface DiscoveryFactory<C extends Record> extends ExtensionFactory<Discovery, C> {

  /**
   * How long one {@link Discovery#fetch} may take where the section does not set {@code timeout};
   * it is interrupted then. Asked once, when the plugin is loaded; must not block.
   *
   * @return default 5 s; zero means no limit. Null or a negative one stops the start
   */
  default Duration defaultTimeout() {
    return Duration.ofSeconds(5);
  }
}
