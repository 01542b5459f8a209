package io.weir.core.server;

import io.weir.core.connection.AccessList;
import io.weir.core.connection.BackendTls;
import io.weir.core.connection.ClientTls;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionGroup;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.connection.ConnectionPolicy;
import io.weir.core.connection.ConnectionTerms;
import io.weir.core.connection.ProxyHeader;
import io.weir.core.pool.OneBackend;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.StreamTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * From here in the clear to weir, from there by TLS to weir, and in the clear to who answers: what
 * a byte goes through with backends and with clients that speak TLS. Its sockets are on loopback
 * and its connections in no statistics and no log.
 */
final class WarmUpCircuit implements AutoCloseable {
  private static final int QUESTION = 'x';

  private final ServerSocket answering;
  private final Leg secure;
  private final Leg clear;
  private final int patienceMillis;

  private WarmUpCircuit(ServerSocket answering, Leg secure, Leg clear, int patienceMillis) {
    this.answering = answering;
    this.secure = secure;
    this.clear = clear;
    this.patienceMillis = patienceMillis;
  }

  /**
   * Puts one together.
   *
   * @param server what the server to warm up begins with
   * @param client TLS with it
   * @param nanos how long each step may take
   */
  static WarmUpCircuit open(ConnectionTerms server, BackendTls client, long nanos)
      throws IOException {
    ServerSocket answering = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try {
      Leg secure =
          Leg.open(server.transport(), nanos, server.clientTls(), null, addressOf(answering));
      try {
        Leg clear = Leg.open(server.transport(), nanos, null, client, secure.listener().address());
        Thread.ofVirtual().name("warm-up").start(() -> answerAll(answering));
        int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
        return new WarmUpCircuit(answering, secure, clear, millis);
      } catch (IOException | RuntimeException e) {
        secure.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      answering.close();
      throw e;
    }
  }

  private static InetSocketAddress addressOf(ServerSocket socket) {
    return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
  }

  private static void answerAll(ServerSocket answering) {
    while (!answering.isClosed()) {
      try (Socket socket = answering.accept()) {
        socket.getOutputStream().write(socket.getInputStream().read());
      } catch (IOException _) {
        // Whoever asks sees that there is no answer.
      }
    }
  }

  /**
   * Sends a byte through, with a handshake of its own.
   *
   * @return whether it came back
   */
  boolean exchange() throws IOException {
    InetSocketAddress address = clear.listener().address();
    try (Socket socket = new Socket()) {
      socket.connect(address, patienceMillis);
      socket.setSoTimeout(patienceMillis);
      socket.getOutputStream().write(QUESTION);
      return socket.getInputStream().read() == QUESTION;
    } catch (SocketException _) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    clear.close();
    secure.close();
    answering.close();
  }

  /** A server of weir's that nobody knows of. */
  private record Leg(StreamListener listener, ConnectionGroup group) {

    static Leg open(
        StreamTransport transport,
        long nanos,
        @Nullable ClientTls clients,
        @Nullable BackendTls backends,
        InetSocketAddress backend)
        throws IOException {
      ConnectionTerms terms =
          new ConnectionTerms(transport, policy(nanos), false, clients, backends);
      ConnectionGroup group =
          new ConnectionGroup(
              "warm-up", (_, _) -> terms, terms, new OneBackend(backend), ConnectionLog.NONE);
      return new Leg(
          transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), group),
          group);
    }

    private static ConnectionPolicy policy(long nanos) {
      return new ConnectionPolicy(
          0, nanos, nanos, nanos, 0, AccessList.allowAll(), ProxyHeader.NONE, false, 0, false);
    }

    /** The certificates go on to be the server's. */
    void close() {
      listener.close();
      group.endAll(CloseReason.SERVER_STOPPED);
    }
  }
}
