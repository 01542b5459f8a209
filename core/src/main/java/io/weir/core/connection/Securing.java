package io.weir.core.connection;

import io.weir.core.pool.PoolMember;
import io.weir.core.transport.SecureListener;
import io.weir.core.transport.SecureSession;
import org.jspecify.annotations.Nullable;

/**
 * The TLS handshake with the client is under way. There may be a backend already, which has chosen
 * the application protocol that the client is answered; until the handshake is done, nothing of the
 * backend's is read.
 */
final class Securing implements ConnectionState, SecureListener {
  private final ConnectionMachine connection;
  private final @Nullable Reached backend;
  private final Deadline deadline;

  /**
   * Begins.
   *
   * @param backend null if none was asked yet
   * @param nanos how long it may take; 0 means for ever
   */
  Securing(ConnectionMachine connection, @Nullable Reached backend, long nanos) {
    this.connection = connection;
    this.backend = backend;
    this.deadline =
        Deadline.in(nanos, connection.loop(), () -> connection.end(CloseReason.HANDSHAKE_TIMEOUT));
    if (backend != null) {
      backend.socket().whenBroken(() -> connection.end(CloseReason.BACKEND_RESET, Ending.RESET));
    }
  }

  @Override
  public void secured(SecureSession session) {
    deadline.cancel();
    connection.secured(session, backend);
  }

  @Override
  public void secureFailed(String cause) {
    connection.handshakeFailed(cause);
  }

  @Override
  public @Nullable PoolMember backend() {
    return backend == null ? null : backend.member();
  }

  @Override
  public void leave(Ending ending) {
    deadline.cancel();
    if (backend != null) {
      backend.leave(connection, ending);
    }
  }
}
