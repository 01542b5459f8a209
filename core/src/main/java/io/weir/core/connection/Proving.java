package io.weir.core.connection;

import io.weir.core.transport.SecureListener;
import io.weir.core.transport.SecureSession;

/** A TLS handshake is under way that an authority looks at, and nobody goes on with. */
final class Proving implements ConnectionState, SecureListener {
  private final ConnectionMachine connection;
  private final Deadline deadline;

  Proving(ConnectionMachine connection, long nanos) {
    this.connection = connection;
    this.deadline =
        Deadline.in(nanos, connection.loop(), () -> connection.end(CloseReason.HANDSHAKE_TIMEOUT));
  }

  @Override
  public void secured(SecureSession session) {
    connection.end(CloseReason.ACME_CHALLENGE);
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
