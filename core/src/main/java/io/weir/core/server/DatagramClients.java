package io.weir.core.server;

import io.weir.core.transport.ClientSocket;

/** Takes clients that send datagrams, from the sockets that a server has. */
@FunctionalInterface
public interface DatagramClients {

  /**
   * A socket is the server's from now on. Called on its loop.
   *
   * @return who takes what comes in on it, until it is told to let go
   */
  SocketClients opened(ClientSocket socket);
}
