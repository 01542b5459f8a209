package io.weir.testkit.transport;

import io.weir.core.transport.ClientPath;
import io.weir.core.transport.ClientSocket;
import io.weir.core.transport.Datagram;

/** The socket that clients send to, in memory. */
record MemoryClientSocket(MemoryDatagrams transport) implements ClientSocket {

  @Override
  public MemoryDatagramLoop loop() {
    return transport.loop();
  }

  @Override
  public void send(ClientPath path, Datagram datagram) {
    transport.client(path.client()).deliver(((MemoryDatagram) datagram).bytes(), path.local());
  }
}
