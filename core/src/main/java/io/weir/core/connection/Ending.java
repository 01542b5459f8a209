package io.weir.core.connection;

import io.weir.core.transport.StreamSocket;

/** How a socket is let go of. */
enum Ending {
  /** In good order: what was written is still sent. */
  CLOSE {
    @Override
    void apply(StreamSocket socket) {
      socket.close();
    }
  },
  /** So that the other end sees a reset, as when its peer was reset. */
  RESET {
    @Override
    void apply(StreamSocket socket) {
      socket.reset();
    }
  };

  abstract void apply(StreamSocket socket);
}
