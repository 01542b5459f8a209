package io.weir.core.server;

import io.weir.core.config.ServerConfig;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * A bound address whose clients go to a holder, who may change.
 *
 * @param <A> what takes clients
 */
public interface Binding<A> {

  /** The address, with the port that the system chose. */
  InetSocketAddress address();

  /** Who has it. */
  A holder();

  /**
   * Hands it on. When this returns the old holder gets no new client any more, so it may go. Not to
   * be called on an event loop.
   *
   * @param config the section of the server that has it from now on
   */
  void handTo(A holder, ServerConfig config);

  /** How many datagrams the system has dropped before weir read them; 0 for streams. */
  default long dropped() {
    return 0;
  }

  /**
   * Takes no more clients and closes, as soon as those that cannot do without it have gone.
   *
   * @return completed once the address is free
   */
  CompletionStage<Void> close();

  /** While it closes: waits for nobody any more. */
  void hurry();
}
