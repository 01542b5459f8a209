package io.weir.core.transport;

/** A socket that talks with one backend, owned by one event loop. */
public interface BackendSocket {

  /**
   * Sends a datagram. It may leave together with others, at the latest when the loop has seen to
   * what it has at hand, or when the socket is closed.
   *
   * @param datagram the one at hand
   */
  void send(Datagram datagram);

  /** Closes; its receiver hears nothing more. Further calls do nothing. */
  void close();
}
