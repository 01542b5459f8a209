package io.weir.core.server;

import io.weir.core.connection.ClientGroup;
import io.weir.core.pool.BackendSource;
import java.net.InetSocketAddress;

/**
 * Makes the group of clients of each server.
 *
 * @param <A> what takes clients
 */
@FunctionalInterface
public interface ClientGroups<A> {

  /**
   * Those of a server that is about to begin.
   *
   * @param bind where it listens
   * @param backends where its backends come from
   */
  ClientGroup<A> of(ServerDefinition definition, InetSocketAddress bind, BackendSource backends);
}
