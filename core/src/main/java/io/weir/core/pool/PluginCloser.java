package io.weir.core.pool;

import io.weir.core.plugin.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was made for a server, whatever comes of it. That a plugin's product does not take
 * for ever is seen to by the registry it comes from.
 */
final class PluginCloser {
  private static final Logger log = LoggerFactory.getLogger(PluginCloser.class);

  private PluginCloser() {}

  /**
   * Closes it.
   *
   * @param server whose it is
   * @param what what it is, for the log
   */
  static void close(String server, String what, AutoCloseable product) {
    try {
      product.close();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      log.atWarn()
          .addKeyValue("server", server)
          .addKeyValue("reason", Reason.alone(e))
          .log("{} did not close", what);
    }
  }
}
