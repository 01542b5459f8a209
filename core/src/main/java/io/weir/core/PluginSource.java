package io.weir.core;

import io.weir.core.config.PluginsConfig;
import io.weir.core.plugin.PluginChange;

/** Where plugins are found. */
@FunctionalInterface
interface PluginSource {

  /**
   * Looks which are there now, and loads what is new. May take some seconds.
   *
   * @return in what they differ from those that are installed so far; to be closed
   */
  PluginChange change(PluginsConfig config);
}
