package io.weir.app.source;

import io.weir.core.config.ConfigSource;

/** A place that a configuration can be read from, as often as it takes. */
public interface ConfigPlace {

  /** Where it is. */
  ConfigLocation location();

  /**
   * Reads what is there now.
   *
   * @throws io.weir.core.config.ConfigException if it cannot be read, or is not text
   */
  ConfigSource read() throws InterruptedException;
}
