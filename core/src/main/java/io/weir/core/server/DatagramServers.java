package io.weir.core.server;

import com.google.inject.Inject;
import io.weir.core.transport.DatagramTransport;

/** Prepares servers for protocols that carry datagrams. */
public final class DatagramServers {
  private final BoundServers servers;
  private final ListenSockets<DatagramClients> sockets = new ListenSockets<>();

  /**
   * None runs yet.
   *
   * @param servers prepares what all servers have
   */
  @Inject
  public DatagramServers(BoundServers servers) {
    this.servers = servers;
  }

  /**
   * Prepares a server: opens its pool and binds its address. May block.
   *
   * @param groups makes its group of clients
   * @throws ServerStartException if its address cannot be bound
   */
  public PreparedServer prepare(
      ServerDefinition definition,
      DatagramTransport transport,
      ClientGroups<DatagramClients> groups) {
    return servers.prepare(definition, new DatagramMedium(transport), sockets, groups);
  }
}
