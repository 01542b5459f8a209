package io.weir.core.connection;

import io.weir.core.config.ServerConfig;
import io.weir.core.transport.StreamTransport;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a server's new connections begin with. A connection keeps its terms to its end, whatever the
 * server goes by in the meantime.
 *
 * @param transport how its bytes are moved
 * @param policy the rules by which it lives
 * @param wildcardBind whether the server listens on every address
 * @param clientTls TLS with clients; null if they speak in the clear, or TLS that is not weir's
 * @param backendTls TLS with backends; null if weir adds none
 */
public record ConnectionTerms(
    StreamTransport transport,
    ConnectionPolicy policy,
    boolean wildcardBind,
    @Nullable ClientTls clientTls,
    @Nullable BackendTls backendTls) {

  /**
   * The terms that a server's section describes.
   *
   * @param bind where it listens
   * @param transport one that can do what the section asks for
   */
  public static ConnectionTerms of(
      ServerConfig config,
      InetSocketAddress bind,
      StreamTransport transport,
      @Nullable ClientTls clientTls,
      @Nullable BackendTls backendTls) {
    return new ConnectionTerms(
        transport,
        ConnectionPolicy.of(config),
        bind.getAddress().isAnyLocalAddress(),
        clientTls,
        backendTls);
  }

  /** Lets go of what was opened for them. Connections that have begun with them go on. */
  public void close() {
    if (clientTls != null) {
      clientTls.close();
    }
  }
}
