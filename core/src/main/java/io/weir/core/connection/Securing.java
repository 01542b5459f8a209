package io.weir.core.connection;

import io.weir.core.transport.SecureListener;
import io.weir.core.transport.SecureSession;

/** The TLS handshake with the client is under way. */
final class Securing implements ConnectionState, SecureListener {
  private final ConnectionMachine connection;
  private final Deadline deadline;

  Securing(ConnectionMachine connection, Deadline deadline) {
    this.connection = connection;
    this.deadline = deadline;
  }

  @Override
  public void secured(SecureSession session) {
    deadline.cancel();
    connection.secured(session);
  }

  @Override
  public void secureFailed(String cause) {
    connection.handshakeFailed(cause);
  }

  @Override
  public void leave(Ending ending) {
    deadline.cancel();
  }
}
