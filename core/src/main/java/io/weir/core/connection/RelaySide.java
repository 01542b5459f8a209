package io.weir.core.connection;

import io.weir.core.transport.StreamSocket;

/**
 * One end of a relayed connection: it is done once its FIN has been read and ours has been sent.
 * Its socket is closed then, without waiting for the other end, which may still be reading.
 */
final class RelaySide {
  private final StreamSocket socket;
  private boolean ended;
  private boolean outputShut;

  RelaySide(StreamSocket socket) {
    this.socket = socket;
  }

  StreamSocket socket() {
    return socket;
  }

  void ended() {
    ended = true;
    closeIfDone();
  }

  void outputShut() {
    outputShut = true;
    closeIfDone();
  }

  private void closeIfDone() {
    if (isDone()) {
      socket.close();
    }
  }

  boolean isDone() {
    return ended && outputShut;
  }
}
