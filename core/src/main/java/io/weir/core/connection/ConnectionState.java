package io.weir.core.connection;

import io.weir.core.pool.PoolMember;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection is in its life. A state offers only the events that can happen in it, each of
 * which is a legal move; what they have in common is that the connection may end.
 */
sealed interface ConnectionState
    permits ConnectionState.Accepted,
        Greeting,
        Securing,
        Proving,
        Connecting,
        Relaying,
        ConnectionState.Closed {

  /** Whose connection to the client's this is; null if there is no backend yet. */
  default @Nullable PoolMember backend() {
    return null;
  }

  /** Lets go of all that the state holds, because the connection ends. */
  void leave(Ending ending);

  /** Nothing has been decided yet. */
  record Accepted() implements ConnectionState {
    @Override
    public void leave(Ending ending) {}
  }

  /** It is over. */
  record Closed(CloseReason reason) implements ConnectionState {
    @Override
    public void leave(Ending ending) {}
  }
}
