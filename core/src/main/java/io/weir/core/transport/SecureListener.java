package io.weir.core.transport;

/** Learns how a TLS handshake went. */
public interface SecureListener {

  /**
   * It is done. Nothing is read from the socket until it is relayed.
   *
   * @param session what was agreed on
   */
  void secured(SecureSession session);

  /**
   * It failed. An alert is on its way to the other end where there is one to send; the socket is
   * still to be closed.
   *
   * @param cause one line, for a log
   */
  void secureFailed(String cause);

  /**
   * It failed, because the other end has none of the application protocols that it was offered (RFC
   * 7301 section 3.2).
   *
   * @param cause one line, for a log
   */
  default void noProtocol(String cause) {
    secureFailed(cause);
  }
}
