package io.weir.protocol.tls;

import io.weir.core.server.PreparedServer;
import io.weir.core.server.Protocol;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.ServerStartException;

/** TLS termination. Its rules are checked already; it cannot carry connections in this version. */
final class TlsProtocol implements Protocol {

  @Override
  public PreparedServer prepare(ServerDefinition definition) {
    throw ServerStartException.notAvailable(definition);
  }
}
