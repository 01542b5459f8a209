package io.weir.testkit.contract;

import static org.awaitility.Awaitility.await;

import io.weir.core.transport.Side;
import io.weir.core.transport.StreamTransport;
import io.weir.testkit.transport.RelayFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What the suites for transports share: a backend that each test plays itself. */
@Timeout(60)
abstract class StreamContract {
  private final ServerSocket backend = unbound();

  /** The transport to test; the same one for each test of the class is fine. */
  protected abstract StreamTransport transport();

  private static ServerSocket unbound() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void startBackend() throws IOException {
    // Room for all that any test connects at once: with a full queue the kernel may forget a
    // connection that its other end believes to have.
    backend.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
  }

  @AfterEach
  void stopBackend() throws IOException {
    backend.close();
  }

  final ServerSocket backend() {
    return backend;
  }

  final InetSocketAddress backendAddress() {
    return (InetSocketAddress) backend.getLocalSocketAddress();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static void sendAndEnd(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  static void awaitStandstill(RelayFixture relay, Side from) {
    AtomicLong last = new AtomicLong(-1);
    await()
        .pollInterval(Duration.ofMillis(300))
        .until(() -> relay.read(from) > 0 && last.getAndSet(relay.read(from)) == relay.read(from));
  }
}
