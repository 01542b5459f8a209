package io.weir.core.connection;

import io.weir.core.certificate.CertificateStatus;
import io.weir.core.config.ServerConfig;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Those whom one server serves at the moment, by whatever protocol.
 *
 * @param <A> what takes its clients from a transport
 */
public interface ClientGroup<A> {

  /** Where new clients are to be handed to. */
  A acceptor();

  /**
   * Has those that come from now on begin by other settings. Those that are there keep theirs.
   *
   * @param config the server's section
   * @param bind where it listens
   */
  void change(ServerConfig config, InetSocketAddress bind);

  /**
   * Prepares {@link #change}, where something in the section may turn out to be unusable. May
   * block.
   *
   * @throws RuntimeException if it is; nothing is changed then
   */
  default ClientChange prepare(ServerConfig config, InetSocketAddress bind) {
    return new ClientChange() {
      @Override
      public void commit() {
        change(config, bind);
      }

      @Override
      public void rollback() {}
    };
  }

  /** Lets go of what was opened for the settings. To be called when no client is left. */
  default void close() {}

  /** The certificates that they are shown, the default first; none where there is no TLS. */
  default List<CertificateStatus> certificates() {
    return List.of();
  }

  /** What is known about them. */
  ConnectionLedger ledger();

  /** Ends all of them. */
  void endAll(CloseReason reason);
}
