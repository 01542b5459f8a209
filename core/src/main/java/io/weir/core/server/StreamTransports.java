package io.weir.core.server;

import com.google.inject.Inject;
import io.weir.core.config.DataPathConfig;
import io.weir.core.config.TransportName;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.StreamTransport;
import io.weir.core.transport.channel.ChannelTransport;
import io.weir.core.transport.linux.LinuxTransport;
import org.jspecify.annotations.Nullable;

/** The transports for byte streams that this machine has. */
public final class StreamTransports {
  private final ChannelTransport channel;
  private final @Nullable LinuxTransport linux;

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
    this.linux = loops.isEpoll() ? new LinuxTransport(loops, dataPath.pipes()) : null;
  }

  /**
   * The one for a server that speaks TLS, with whichever side.
   *
   * @throws ServerStartException if it asks for another one
   */
  public StreamTransport securing(ServerDefinition server) {
    if (server.config().transport().orElse(TransportName.CHANNEL) != TransportName.CHANNEL) {
      throw new ServerStartException(
          "servers.%s.transport: \"linux\" carries no TLS (use \"channel\" or leave it out)"
              .formatted(server.name()),
          null);
    }
    return channel;
  }

  /**
   * The one for a server that speaks no TLS with clients: as it asks in {@code transport}, else the
   * fastest there is that can do what it needs.
   *
   * @throws ServerStartException if it asks for one that is not there
   */
  public StreamTransport plain(ServerDefinition server) {
    if (server.config().backendsTls().isPresent()) {
      return securing(server);
    }
    TransportName asked =
        server
            .config()
            .transport()
            .orElse(linux == null ? TransportName.CHANNEL : TransportName.LINUX);
    return switch (asked) {
      case CHANNEL -> channel;
      case LINUX -> {
        if (linux == null) {
          throw new ServerStartException(
              "servers.%s.transport: \"linux\" needs Linux with epoll (use \"channel\" or leave it out)"
                  .formatted(server.name()),
              null);
        }
        yield linux;
      }
    };
  }
}
