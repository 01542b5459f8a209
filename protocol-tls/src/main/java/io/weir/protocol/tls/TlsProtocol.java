package io.weir.protocol.tls;

import com.google.inject.Inject;
import io.weir.core.server.PreparedServer;
import io.weir.core.server.Protocol;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.StreamServers;
import io.weir.core.server.StreamTransports;

/** TLS termination: what clients send inside of TLS goes to their backends, and back. */
final class TlsProtocol implements Protocol {
  private final StreamServers servers;
  private final StreamTransports transports;

  @Inject
  TlsProtocol(StreamServers servers, StreamTransports transports) {
    this.servers = servers;
    this.transports = transports;
  }

  @Override
  public PreparedServer prepare(ServerDefinition definition) {
    return servers.prepareTls(definition, transports.securing(definition));
  }
}
