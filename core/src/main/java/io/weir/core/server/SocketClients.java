package io.weir.core.server;

import io.weir.core.connection.CloseReason;
import io.weir.core.transport.ClientReceiver;

/** The clients of one socket for datagrams. Everything happens on that socket's loop. */
public interface SocketClients extends ClientReceiver {

  /**
   * Takes no more new clients; those that are known may go on.
   *
   * @param whenEmpty runs once none of them is left
   */
  void retire(Runnable whenEmpty);

  /** Ends what there is with all of them. */
  void endAll(CloseReason reason);
}
