package io.weir.core.connection;

import io.weir.core.config.ServerConfig;
import java.net.InetSocketAddress;

/**
 * What a server's new connections begin with. A connection keeps its terms to its end, whatever the
 * server goes by in the meantime.
 *
 * @param policy the rules by which it lives
 * @param wildcardBind whether the server listens on every address
 */
public record ConnectionTerms(ConnectionPolicy policy, boolean wildcardBind) {

  /**
   * The terms that a server's section describes.
   *
   * @param bind where it listens
   */
  public static ConnectionTerms of(ServerConfig config, InetSocketAddress bind) {
    return new ConnectionTerms(ConnectionPolicy.of(config), bind.getAddress().isAnyLocalAddress());
  }
}
