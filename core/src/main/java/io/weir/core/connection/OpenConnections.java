package io.weir.core.connection;

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

  void endAll(CloseReason reason) {
    while (first != null) {
      first.end(reason);
    }
  }
}
