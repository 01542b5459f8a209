package io.weir.core.transport.linux;

import io.netty.channel.unix.Socket;
import io.weir.core.transport.ConnectFailure;
import io.weir.core.transport.ConnectFailures;
import io.weir.core.transport.ConnectListener;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A connection attempt that is under way. */
final class Connect {
  private final LinuxSocket socket;
  private final Socket descriptor;
  private final ConnectListener listener;

  Connect(LinuxSocket socket, Socket descriptor, ConnectListener listener) {
    this.socket = socket;
    this.descriptor = descriptor;
    this.listener = listener;
  }

  void begin(InetSocketAddress address) {
    try {
      descriptor.setTcpNoDelay(true);
      descriptor.setKeepAlive(true);
      descriptor.connect(address);
    } catch (IOException e) {
      failLater(ConnectFailures.of(e));
      return;
    }
    // Even when it is connected already: the event that says so comes in the next turn.
    if (!socket.register()) {
      failLater(ConnectFailure.NO_RESOURCES);
    }
  }

  private void failLater(ConnectFailure cause) {
    socket.loop().execute(() -> fail(cause));
  }

  private void fail(ConnectFailure cause) {
    if (!socket.isClosed()) {
      socket.close();
      listener.connectFailed(cause);
    }
  }

  /** Looks, after an event, whether it has come to an end, and tells if it has failed. */
  boolean isConnected() {
    try {
      return descriptor.finishConnect();
    } catch (IOException e) {
      fail(ConnectFailures.of(e));
      return false;
    }
  }

  void tell() {
    listener.connected();
  }
}
