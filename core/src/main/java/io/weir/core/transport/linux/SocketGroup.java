package io.weir.core.transport.linux;

import io.netty.channel.ChannelException;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Sockets that share one address, among which the kernel spreads whoever comes. */
final class SocketGroup {
  private SocketGroup() {}

  /** What all of them have. */
  @FunctionalInterface
  interface Options {
    /** Makes a new socket ready to be bound. */
    void set(Socket socket) throws IOException;
  }

  /**
   * Binds so many. The first one is bound for itself alone, so that an address that somebody else
   * has, another weir included, is refused; only then may others join it.
   *
   * @param open opens one
   */
  static List<Socket> bind(
      InetSocketAddress address, int count, Supplier<Socket> open, Options options)
      throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      Socket first = open(open, sockets);
      options.set(first);
      first.bind(address);
      if (count > 1) {
        first.setReusePort(true);
      }
      InetSocketAddress bound =
          new InetSocketAddress(address.getAddress(), first.localAddress().getPort());
      for (int i = 1; i < count; i++) {
        Socket next = open(open, sockets);
        options.set(next);
        next.setReusePort(true);
        next.bind(bound);
      }
      return sockets;
    } catch (IOException | RuntimeException e) {
      close(sockets);
      throw e;
    }
  }

  private static Socket open(Supplier<Socket> open, List<Socket> sockets) throws IOException {
    try {
      Socket socket = open.get();
      sockets.add(socket);
      return socket;
    } catch (ChannelException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e);
    }
  }

  static void close(List<Socket> sockets) {
    sockets.forEach(socket -> DescriptorLoop.close(socket, null));
  }
}
