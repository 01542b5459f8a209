package io.weir.protocol.udp;

import com.google.inject.Inject;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.server.DatagramServers;
import io.weir.core.server.DatagramTransports;
import io.weir.core.server.PreparedServer;
import io.weir.core.server.Protocol;
import io.weir.core.server.ServerDefinition;

/** UDP: datagrams go to backends and back by sessions, or to backends only. */
final class UdpProtocol implements Protocol {
  private final DatagramServers servers;
  private final DatagramTransports transports;
  private final ConnectionLog log;

  @Inject
  UdpProtocol(DatagramServers servers, DatagramTransports transports, ConnectionLog log) {
    this.servers = servers;
    this.transports = transports;
    this.log = log;
  }

  @Override
  public PreparedServer prepare(ServerDefinition definition) {
    return servers.prepare(
        definition,
        transports.of(definition),
        (server, bind, backends) ->
            new SessionGroup(server.name(), SessionTerms.of(server.config(), bind), backends, log));
  }
}
