package io.weir.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports on loopback: friendly ones as long as they are free. */
final class DemoPorts {
  private DemoPorts() {}

  /**
   * As many free ports as asked for; {@code first} and those that follow it, where they are free.
   */
  static List<Integer> choose(int first, int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int port = first; port < first + count; port++) {
        held.add(bind(port));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(DemoPorts::release);
    }
  }

  private static ServerSocket bind(int port) {
    try {
      return listen(port);
    } catch (IOException taken) {
      try {
        return listen(0);
      } catch (IOException e) {
        e.addSuppressed(taken);
        throw new UncheckedIOException(e);
      }
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
