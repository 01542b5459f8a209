package io.weir.testkit.backend;

import io.weir.api.config.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP server on loopback with a thread for each connection. It can go away and come back on the
 * same port, as a backend that is killed and started again does.
 */
public final class TestBackend implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final Behaviour behaviour;
  private final String host;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile Listener listener;

  /** A listening socket and the thread that accepts from it. */
  private record Listener(ServerSocket socket, Thread accepting) {}

  private TestBackend(HostPort address, Behaviour behaviour) {
    this.behaviour = behaviour;
    this.host = address.host();
    this.listener = listen(address.port());
  }

  /** One that behaves as given, on a port that the system chooses. */
  public static TestBackend of(Behaviour behaviour) {
    return at(new HostPort("127.0.0.1", 0), behaviour);
  }

  /** One at an IP address and port of the test's choice, for what depends on the address itself. */
  public static TestBackend at(HostPort address, Behaviour behaviour) {
    return new TestBackend(address, behaviour);
  }

  /** One that sends its name in a line and echoes what comes then. */
  public static TestBackend named(String name) {
    return of(Behaviour.greetsAndEchoes(name));
  }

  /** Its port. */
  public int port() {
    return listener.socket().getLocalPort();
  }

  /** {@code host:port}, as a configuration names it. */
  public String address() {
    return new HostPort(host, port()).toString();
  }

  /** How many connections it has accepted. */
  public int accepted() {
    return accepted.get();
  }

  /** How many connections are open now. */
  public int active() {
    return open.size();
  }

  /** Refuses new connections; open ones go on. */
  public void stopAccepting() {
    Listener current = listener;
    try {
      current.socket().close();
      // The system listens on until the thread that accepts has seen it, and resets who came then.
      current.accepting().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Accepts again on the port it had. */
  public void acceptAgain() {
    listener = listen(port());
  }

  /**
   * What the system does to a process that is killed: nothing listens, every connection is reset.
   */
  public void kill() {
    stopAccepting();
    open.forEach(TestBackend::reset);
  }

  @Override
  public void close() {
    kill();
  }

  private Listener listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port), BACKLOG);
      Thread accepting = Thread.ofVirtual().name("test-backend").start(() -> acceptAll(socket));
      return new Listener(socket, accepting);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll(ServerSocket socket) {
    try {
      while (true) {
        Socket connection = socket.accept();
        open.add(connection);
        accepted.incrementAndGet();
        if (socket.isClosed()) {
          reset(connection);
        }
        Thread.ofVirtual().name("test-backend-connection").start(() -> serve(connection));
      }
    } catch (SocketException e) {
      // The listener was closed: that is how accepting ends.
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      behaviour.serve(connection);
    } catch (IOException _) {
      // The peer went away, or kill() reset it: both are what tests are about.
    } finally {
      open.remove(connection);
    }
  }

  private static void reset(Socket connection) {
    try {
      connection.setSoLinger(true, 0);
      connection.close();
    } catch (IOException e) {
      // It may have ended by itself in the meantime.
      if (!connection.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
