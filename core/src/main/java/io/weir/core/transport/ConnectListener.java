package io.weir.core.transport;

/** Learns how a connection attempt went. */
public interface ConnectListener {

  /** The socket is connected; nothing is read from it until it is relayed. */
  void connected();

  /**
   * The attempt failed; the socket is closed.
   *
   * @param cause what happened
   */
  void connectFailed(ConnectFailure cause);
}
