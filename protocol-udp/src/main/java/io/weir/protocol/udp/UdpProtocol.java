package io.weir.protocol.udp;

import io.weir.core.server.PreparedServer;
import io.weir.core.server.Protocol;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.ServerStartException;

/** UDP sessions. Its rules are checked already; it cannot carry datagrams in this version. */
final class UdpProtocol implements Protocol {

  @Override
  public PreparedServer prepare(ServerDefinition definition) {
    throw ServerStartException.notAvailable(definition);
  }
}
