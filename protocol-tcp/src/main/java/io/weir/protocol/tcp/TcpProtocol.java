package io.weir.protocol.tcp;

import com.google.inject.Inject;
import io.weir.core.server.PreparedServer;
import io.weir.core.server.Protocol;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.StreamServers;

/** Plain TCP: what a client sends goes to its backend as it is, and back. */
final class TcpProtocol implements Protocol {
  private final StreamServers servers;

  @Inject
  TcpProtocol(StreamServers servers) {
    this.servers = servers;
  }

  @Override
  public PreparedServer prepare(ServerDefinition definition) {
    return servers.prepare(definition);
  }
}
