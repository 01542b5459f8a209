package io.weir.core.transport;

/** Takes what one backend sends to one socket. Called on its loop, never inside a call to it. */
public interface BackendReceiver {

  /**
   * A datagram has come.
   *
   * @param datagram valid during the call only
   */
  void received(Datagram datagram);

  /**
   * The backend's machine has said that nobody is at its port (ICMP, RFC 1122 section 4.1.3.3).
   * What was sent before it said so is lost; what was to be sent since comes back by {@link
   * #unsent}.
   */
  void refused();

  /**
   * A datagram could not be sent because of the refusal that was told just before. It comes back in
   * the order in which it was to be sent.
   *
   * @param datagram valid during the call only
   */
  void unsent(Datagram datagram);
}
