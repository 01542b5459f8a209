package io.weir.core.server;

import io.weir.core.config.ServerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * What addresses are bound with. Two that are equal share their addresses.
 *
 * @param <A> what takes clients
 */
public interface Medium<A> {

  /**
   * Makes sure that a server can be served with it.
   *
   * @throws ServerStartException if something that it asks for is not possible here
   */
  default void require(ServerDefinition definition) {}

  /**
   * Binds an address. May block.
   *
   * @param address where; port 0 lets the system choose
   * @param config the server's section
   * @param holder takes the clients
   * @throws IOException if it cannot be bound
   */
  Binding<A> bind(InetSocketAddress address, ServerConfig config, A holder) throws IOException;
}
