package io.weir.app.source;

import io.weir.core.config.ConfigSource;
import java.util.Optional;

/**
 * A place that tells when something else stands there. One thread may watch it while others read
 * it; what they have read is no change any more.
 */
public interface WatchedPlace extends ConfigPlace {

  /**
   * Waits until something else may stand there than what was read last.
   *
   * @return what stands there; empty if it is the same
   * @throws io.weir.core.config.ConfigException if it cannot be read, or is not text
   */
  Optional<ConfigSource> awaitChange() throws InterruptedException;
}
