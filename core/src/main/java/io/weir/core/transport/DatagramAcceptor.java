package io.weir.core.transport;

/** Takes the datagrams of a bound address. */
@FunctionalInterface
public interface DatagramAcceptor {

  /**
   * One of the sockets of the address is there. Called on that socket's loop.
   *
   * @return who takes what comes in on it
   */
  ClientReceiver opened(ClientSocket socket);
}
