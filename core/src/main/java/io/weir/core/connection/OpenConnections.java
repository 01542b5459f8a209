package io.weir.core.connection;

import io.weir.core.pool.PoolMember;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of one server on one event loop, linked through themselves so that coming
 * and going costs nothing. Touched only on that loop.
 */
final class OpenConnections {
  private @Nullable ConnectionMachine first;

  void add(ConnectionMachine connection) {
    connection.next = first;
    if (first != null) {
      first.previous = connection;
    }
    first = connection;
  }

  void remove(ConnectionMachine connection) {
    ConnectionMachine before = connection.previous;
    ConnectionMachine after = connection.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after != null) {
      after.previous = before;
    }
    connection.previous = null;
    connection.next = null;
  }

  /** Ends those that some backends serve, so that their clients see that they broke. */
  void endAllOf(Set<PoolMember> backends, CloseReason reason) {
    ConnectionMachine connection = first;
    while (connection != null) {
      ConnectionMachine after = connection.next;
      if (connection.isServedBy(backends)) {
        connection.end(reason, Ending.RESET);
      }
      connection = after;
    }
  }

  void endAll(CloseReason reason) {
    while (first != null) {
      first.end(reason);
    }
  }
}
