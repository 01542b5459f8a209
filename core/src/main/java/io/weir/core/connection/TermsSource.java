package io.weir.core.connection;

import io.weir.core.config.ServerConfig;
import java.net.InetSocketAddress;

/** Works out what the new connections of a server begin with. */
@FunctionalInterface
public interface TermsSource {

  /**
   * The terms that a section describes. May block.
   *
   * @param bind where the server listens
   * @throws RuntimeException if something in the section cannot be used
   */
  ConnectionTerms of(ServerConfig config, InetSocketAddress bind);
}
