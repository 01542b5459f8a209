package io.weir.testkit.transport;

import io.weir.core.transport.ClientReceiver;
import io.weir.core.transport.ClientSocket;
import io.weir.core.transport.DatagramAcceptor;
import io.weir.core.transport.DatagramListener;
import io.weir.core.transport.DatagramOptions;
import io.weir.core.transport.DatagramTransport;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams without a socket, for driving sessions through every order of events. The test plays
 * clients and backends.
 */
public final class MemoryDatagrams implements DatagramTransport {
  private final MemoryDatagramLoop loop = new MemoryDatagramLoop(this);
  private final Map<InetSocketAddress, FarBackend> backends = new HashMap<>();
  private final Map<InetSocketAddress, FarClient> clients = new HashMap<>();
  private InetSocketAddress local = new InetSocketAddress(0);
  private @Nullable ClientReceiver receiver;

  /** Nothing listens yet. */
  public MemoryDatagrams() {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public @Nullable String obstacleToTransparency() {
    return null;
  }

  @Override
  public DatagramListener listen(
      InetSocketAddress address, DatagramOptions options, DatagramAcceptor acceptor) {
    local = address;
    receiver = acceptor.opened(socket());
    return new DatagramListener() {
      @Override
      public InetSocketAddress address() {
        return address;
      }

      @Override
      public void change(DatagramOptions newOptions) {}

      @Override
      public long dropped() {
        return 0;
      }

      @Override
      public CompletionStage<Void> close() {
        receiver = null;
        return CompletableFuture.completedStage(null);
      }
    };
  }

  /** A socket of the address that is listened on, for whoever wants to have another one. */
  public ClientSocket socket() {
    return new MemoryClientSocket(this);
  }

  /** The only loop. */
  public MemoryDatagramLoop loop() {
    return loop;
  }

  /** The client with that address. */
  public FarClient client(InetSocketAddress address) {
    return clients.computeIfAbsent(address, any -> new FarClient(this, address));
  }

  /** The backend at that address. */
  public FarBackend backend(InetSocketAddress address) {
    return backends.computeIfAbsent(address, any -> new FarBackend(loop));
  }

  void arrived(InetSocketAddress client, byte[] bytes) {
    loop.execute(() -> {
      if (receiver != null) {
        receiver.received(new MemoryDatagram(bytes, client, local));
      }
    });
  }
}
