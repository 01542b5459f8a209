package io.weir.core.server;

import com.google.inject.Inject;
import io.weir.core.config.DataPathConfig;
import io.weir.core.config.TransportName;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.StreamTransport;
import io.weir.core.transport.channel.ChannelTransport;
import io.weir.core.transport.linux.LinuxTransport;

/** The transports for byte streams that this machine has. */
public final class StreamTransports {
  private final ChannelTransport channel;
  private final PlainTransports<StreamTransport> plain;

  /**
   * Looks what there is.
   *
   * @param loops all of them share these
   * @param dataPath what the configuration says of them
   * @param channel the one that is always there
   */
  @Inject
  public StreamTransports(EventLoops loops, DataPathConfig dataPath, ChannelTransport channel) {
    this.channel = channel;
    this.plain =
        new PlainTransports<>(
            channel, loops.isEpoll() ? new LinuxTransport(loops, dataPath.pipes()) : null);
  }

  /** The one that accepts for all of them. */
  StreamTransport accepting() {
    return plain.fastest();
  }

  /**
   * The one for a server that speaks TLS, with whichever side.
   *
   * @throws ServerStartException if it asks for another one
   */
  public StreamTransport securing(ServerDefinition server) {
    if (server.config().transport().orElse(TransportName.CHANNEL) != TransportName.CHANNEL) {
      throw PlainTransports.cannot(server, "carries no TLS");
    }
    return channel;
  }

  /**
   * The one for a server that speaks no TLS with clients: as it asks in {@code transport}, else the
   * fastest there is that can do what it needs.
   *
   * @throws ServerStartException if it asks for one that is not there, or cannot do it
   */
  public StreamTransport plain(ServerDefinition server) {
    return server.config().backendsTls().isPresent() ? securing(server) : plain.of(server);
  }
}
