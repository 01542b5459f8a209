package io.weir.testkit.transport;

import io.weir.testkit.backend.DatagramEnd;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Clients and backends in memory, which have the loop run when they wait for something. */
public final class MemoryEnds implements DatagramEnds {
  private static final int FIRST_PORT = 20_000;

  private final MemoryDatagrams transport;
  private int ports = FIRST_PORT;

  /** Ends of that transport. */
  public MemoryEnds(MemoryDatagrams transport) {
    this.transport = transport;
  }

  private InetSocketAddress nextAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), ports++);
  }

  @Override
  public DatagramEnd client() {
    return new Client(transport, nextAddress());
  }

  @Override
  public Backend backend() {
    InetSocketAddress address = nextAddress();
    FarBackend backend = transport.backend(address);
    backend.setEchoes(true);
    return new MemoryBackend(address, backend);
  }

  @Override
  public void turn() {
    transport.loop().run();
  }

  private record MemoryBackend(InetSocketAddress address, FarBackend backend) implements Backend {
    @Override
    public void close() {
      backend.setListens(false);
    }
  }

  private record Client(MemoryDatagrams transport, InetSocketAddress address)
      implements DatagramEnd {

    @Override
    public void send(byte[] bytes, SocketAddress to) {
      transport.client(address).send(bytes);
    }

    @Override
    public Came receive() {
      transport.loop().run();
      Came came = transport.client(address).next();
      if (came == null) {
        throw new AssertionError("no datagram came to " + address);
      }
      return came;
    }

    @Override
    public void close() {}
  }
}
