package io.weir.core.server;

import com.google.inject.Inject;
import io.weir.core.connection.ConnectionGroup;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.connection.ConnectionTerms;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamTransport;

/** Prepares servers for protocols that carry byte streams. */
public final class StreamServers {
  private final BoundServers servers;
  private final ConnectionLog log;
  private final ListenSockets<StreamAcceptor> sockets = new ListenSockets<>();

  /**
   * None runs yet.
   *
   * @param servers prepares what all servers have
   * @param log hears of the connections that have ended
   */
  @Inject
  public StreamServers(BoundServers servers, ConnectionLog log) {
    this.servers = servers;
    this.log = log;
  }

  /**
   * Prepares a server: opens its pool and binds its address. May block.
   *
   * @throws ServerStartException if its address cannot be bound
   */
  public PreparedServer prepare(ServerDefinition definition, StreamTransport transport) {
    return servers.prepare(
        definition,
        new StreamMedium(transport),
        sockets,
        (server, bind, backends) ->
            new ConnectionGroup(
                server.name(), ConnectionTerms.of(server.config(), bind), backends, log));
  }
}
