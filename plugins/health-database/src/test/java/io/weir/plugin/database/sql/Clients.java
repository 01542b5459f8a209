package io.weir.plugin.database.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Connections that say nothing and take places. */
final class Clients implements AutoCloseable {
  private final List<Socket> open = new ArrayList<>();

  void connect(int port) throws IOException {
    open.add(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }
}
