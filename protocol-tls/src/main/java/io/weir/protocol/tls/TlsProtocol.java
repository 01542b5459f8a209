package io.weir.protocol.tls;

import com.google.inject.Inject;
import io.weir.core.server.PreparedServer;
import io.weir.core.server.Protocol;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.StreamServers;

/** TLS termination: what clients send inside of TLS goes to their backends, and back. */
final class TlsProtocol implements Protocol {
  private final StreamServers servers;

  @Inject
  TlsProtocol(StreamServers servers) {
    this.servers = servers;
  }

  @Override
  public PreparedServer prepare(ServerDefinition definition) {
    return servers.prepareTls(definition);
  }
}
