package com.example.guarded;

import com.google.inject.Inject;
import io.weir.core.server.PreparedServer;
import io.weir.core.server.Protocol;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.StreamServers;

/** Its servers are those of {@code tcp}. */
final class GuardedProtocol implements Protocol {
  private final StreamServers servers;

  @Inject
  GuardedProtocol(StreamServers servers) {
    this.servers = servers;
  }

  @Override
  public PreparedServer prepare(ServerDefinition definition) {
    return servers.prepare(definition);
  }
}
