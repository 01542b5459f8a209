package io.weir.plugin.builtin.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port where connecting hangs: nobody accepts, and the kernel's queue is full. */
final class FullBacklog implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final List<SocketChannel> queued = new ArrayList<>();

  FullBacklog() throws IOException {
    boolean full = false;
    while (!full) {
      SocketChannel channel = SocketChannel.open();
      queued.add(channel);
      try {
        channel.socket().connect(listener.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException e) {
        full = true;
      }
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : queued) {
      channel.close();
    }
    listener.close();
  }
}
