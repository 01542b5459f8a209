package io.weir.protocol.tcp;

import com.google.inject.Inject;
import io.weir.core.server.PreparedServer;
import io.weir.core.server.Protocol;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.StreamServers;
import io.weir.core.transport.StreamTransport;

/** Plain TCP: what a client sends goes to its backend as it is, and back. */
final class TcpProtocol implements Protocol {
  private final StreamServers servers;
  private final StreamTransport transport;

  @Inject
  TcpProtocol(StreamServers servers, StreamTransport transport) {
    this.servers = servers;
    this.transport = transport;
  }

  @Override
  public PreparedServer prepare(ServerDefinition definition) {
    return servers.prepare(definition, transport);
  }
}
