package io.weir.testkit.transport;

import io.weir.core.transport.BackendReceiver;
import io.weir.core.transport.BackendSocket;
import io.weir.core.transport.ClientDatagram;
import io.weir.core.transport.ClientPath;
import io.weir.core.transport.ClientReceiver;
import io.weir.core.transport.ClientSocket;
import io.weir.core.transport.Datagram;
import io.weir.core.transport.DatagramAcceptor;
import io.weir.core.transport.DatagramListener;
import io.weir.core.transport.DatagramOptions;
import io.weir.core.transport.DatagramTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The simplest use of a transport: a socket towards the backend for each client, and datagrams go
 * both ways. After a refusal everything goes to the next backend.
 */
public final class DatagramBridge implements DatagramAcceptor, AutoCloseable {
  private final List<InetSocketAddress> backends;
  private final DatagramListener listener;
  private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
  private final AtomicReference<ClientPath> lastPath = new AtomicReference<>();

  private DatagramBridge(
      DatagramTransport transport, InetSocketAddress bind, List<InetSocketAddress> backends)
      throws IOException {
    this.backends = backends;
    this.listener = transport.listen(bind, DatagramOptions.SYSTEM, this);
  }

  /** Listens, and passes what comes on to the first backend. */
  public static DatagramBridge from(
      DatagramTransport transport, InetSocketAddress bind, InetSocketAddress... backends)
      throws IOException {
    return new DatagramBridge(transport, bind, List.of(backends));
  }

  /** Where clients send to. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** The refusals so far, and what came back with them, in order. */
  public List<String> events() {
    return List.copyOf(events);
  }

  /** By which path the last client came that had not come before. */
  public ClientPath lastPath() {
    return lastPath.get();
  }

  @Override
  public ClientReceiver opened(ClientSocket socket) {
    return new Clients(socket);
  }

  @Override
  public void close() {
    listener.close().toCompletableFuture().join();
  }

  private final class Clients implements ClientReceiver {
    private final ClientSocket socket;
    private final Map<ClientPath, Session> sessions = new HashMap<>();

    Clients(ClientSocket socket) {
      this.socket = socket;
    }

    @Override
    public void received(ClientDatagram datagram) {
      sessions.computeIfAbsent(datagram.path(), path -> new Session(socket, path)).send(datagram);
    }
  }

  private final class Session implements BackendReceiver {
    private final ClientSocket socket;
    private final ClientPath path;
    private int next;
    private BackendSocket backend;

    Session(ClientSocket socket, ClientPath path) {
      this.socket = socket;
      this.path = path;
      this.backend = connect();
      lastPath.set(path);
    }

    private BackendSocket connect() {
      BackendSocket connected = socket.loop().connect(backends.get(next), this);
      next = Math.min(next + 1, backends.size() - 1);
      if (connected == null) {
        throw new IllegalStateException("no socket towards " + backends);
      }
      return connected;
    }

    void send(Datagram datagram) {
      backend.send(datagram);
    }

    @Override
    public void received(Datagram datagram) {
      socket.send(path, datagram);
    }

    @Override
    public void refused() {
      events.add("refused");
      backend.close();
      backend = connect();
    }

    @Override
    public void unsent(Datagram datagram) {
      events.add("unsent " + datagram.length());
      backend.send(datagram);
    }
  }
}
