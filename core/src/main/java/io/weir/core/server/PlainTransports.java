package io.weir.core.server;

import io.weir.core.config.TransportName;
import org.jspecify.annotations.Nullable;

/**
 * The transports of one kind, for servers that pass on what comes as it is.
 *
 * @param channel the one that is always there
 * @param linux the one on bare descriptors; null where there is none
 */
record PlainTransports<T>(T channel, @Nullable T linux) {

  /**
   * The one for a server: as it asks in {@code transport}, else the fastest there is.
   *
   * @throws ServerStartException if it asks for one that is not there
   */
  T of(ServerDefinition server) {
    TransportName asked =
        server
            .config()
            .transport()
            .orElse(linux == null ? TransportName.CHANNEL : TransportName.LINUX);
    return switch (asked) {
      case CHANNEL -> channel;
      case LINUX -> {
        if (linux == null) {
          throw cannot(server, "needs Linux with epoll");
        }
        yield linux;
      }
    };
  }

  /** The fastest there is. */
  T fastest() {
    return linux == null ? channel : linux;
  }

  /** For a server that asks for {@code linux} where that is not possible. */
  static ServerStartException cannot(ServerDefinition server, String reason) {
    return new ServerStartException(
        server,
        "transport",
        "\"linux\" %s (use \"channel\" or leave it out)".formatted(reason),
        null);
  }
}
