package io.weir.core.connection;

import io.weir.core.config.ServerConfig;
import java.net.InetSocketAddress;

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

  /** What is known about them. */
  ConnectionLedger ledger();

  /** Ends all of them. */
  void endAll(CloseReason reason);
}
