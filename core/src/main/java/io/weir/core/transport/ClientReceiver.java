package io.weir.core.transport;

/** Takes what clients send to one socket. Called on its loop. */
@FunctionalInterface
public interface ClientReceiver {

  /**
   * A datagram has come.
   *
   * @param datagram valid during the call only
   */
  void received(ClientDatagram datagram);
}
