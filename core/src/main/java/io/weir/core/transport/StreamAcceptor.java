package io.weir.core.transport;

/** Takes accepted sockets. */
@FunctionalInterface
public interface StreamAcceptor {

  /**
   * A client has connected. Nothing is read from it until it is relayed. Called on the socket's
   * event loop.
   */
  void accepted(StreamSocket client);
}
