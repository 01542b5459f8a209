package io.weir.core.transport;

/** One of the sockets of a bound address, owned by one event loop. */
public interface ClientSocket {

  /** The event loop on which everything about this socket happens. */
  DatagramLoop loop();

  /**
   * Sends a datagram to a client, from the address that it sends to. It may leave together with
   * others, at the latest when the loop has seen to what it has at hand.
   *
   * @param path of a client of this socket
   * @param datagram the one at hand
   */
  void send(ClientPath path, Datagram datagram);
}
