package io.weir.app.api;

import io.weir.core.server.PreparedServer;
import io.weir.core.server.Protocol;
import io.weir.core.server.ProtocolModule;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.StreamServers;
import io.weir.core.server.StreamTransports;
import jakarta.inject.Inject;

/** A protocol for an engine in a test, so that these tests need none of the real ones. */
public final class PlainProtocolModule extends ProtocolModule {

  /** Called by {@link java.util.ServiceLoader}. */
  public PlainProtocolModule() {
    super("tcp", Plain.class);
  }

  private static final class Plain implements Protocol {
    private final StreamServers servers;
    private final StreamTransports transports;

    @Inject
    Plain(StreamServers servers, StreamTransports transports) {
      this.servers = servers;
      this.transports = transports;
    }

    @Override
    public PreparedServer prepare(ServerDefinition definition) {
      return servers.prepare(definition, transports.plain(definition));
    }
  }
}
