package io.weir.app.source;

import io.weir.core.config.ConfigSource;
import java.util.Optional;

/** A place that tells when something else stands there. Used by one thread at a time. */
public interface WatchedPlace extends ConfigPlace {

  /**
   * Waits until something else may stand there than what was read last.
   *
   * @return what stands there; empty if it is the same
   * @throws io.weir.core.config.ConfigException if it cannot be read, or is not text
   */
  Optional<ConfigSource> awaitChange() throws InterruptedException;
}
