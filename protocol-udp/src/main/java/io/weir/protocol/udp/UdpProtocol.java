package io.weir.protocol.udp;

import io.weir.core.server.Protocol;
import io.weir.core.server.Server;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.ServerStartException;

/** UDP sessions. Its rules are checked already; it cannot carry datagrams in this version. */
final class UdpProtocol implements Protocol {

  @Override
  public Server start(ServerDefinition definition) {
    throw ServerStartException.notAvailable(definition);
  }
}
