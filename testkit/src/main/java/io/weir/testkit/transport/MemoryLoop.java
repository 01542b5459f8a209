package io.weir.testkit.transport;

import io.weir.core.transport.ConnectListener;
import io.weir.core.transport.RelayListener;
import io.weir.core.transport.Side;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import java.net.InetSocketAddress;

/** The loop of a {@link MemoryTransport}. */
public final class MemoryLoop extends ManualLoop implements TransportLoop {
  private final MemoryTransport transport;

  MemoryLoop(MemoryTransport transport) {
    this.transport = transport;
  }

  @Override
  public StreamSocket connect(InetSocketAddress address, ConnectListener listener) {
    return transport.connect(address, listener);
  }

  @Override
  public void relay(StreamSocket client, StreamSocket backend, RelayListener listener) {
    MemorySocket a = (MemorySocket) client;
    MemorySocket b = (MemorySocket) backend;
    a.relayTo(b, Side.CLIENT, listener);
    b.relayTo(a, Side.BACKEND, listener);
    execute(a::pump);
    execute(b::pump);
  }
}
