package io.weir.testkit.backend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of a {@link TestBackend}, mostly through a weir. Everything it does ends after 20 s. */
public final class TestClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Socket socket;
  private final BufferedReader reader;

  private TestClient(Socket socket) throws IOException {
    this.socket = socket;
    this.reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Connects to a port on IPv4's loopback address. */
  public static TestClient connect(int port) throws IOException {
    // Not bound before: a bound one needs a port that no ended connection has, and thousands of
    // those are left behind by a busy minute.
    return connect(new Socket(), "127.0.0.1", port);
  }

  /** Connects to a port of an IP address, from another one. */
  public static TestClient connect(String server, int port, String from) throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return connect(socket, server, port);
  }

  private static TestClient connect(Socket socket, String server, int port) throws IOException {
    try {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(server), port), (int) PATIENCE.toMillis());
      return new TestClient(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The name of the backend that a new connection to a port reaches. */
  public static String nameOfBackend(int port) throws IOException {
    try (TestClient client = connect(port)) {
      return client.readLine();
    }
  }

  /** Sends a line. */
  public void sendLine(String line) throws IOException {
    socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /**
   * Waits for a line.
   *
   * @throws IOException if the connection ends or breaks before
   */
  public String readLine() throws IOException {
    String line = reader.readLine();
    if (line == null) {
      throw new IOException("the connection ended before a line came");
    }
    return line;
  }

  /** Sends a line and waits for one. */
  public String exchange(String line) throws IOException {
    sendLine(line);
    return readLine();
  }

  /**
   * Whether the peer has ended the connection, in whatever way, without another byte. Waits for it.
   */
  public boolean isEndedByPeer() {
    try {
      return reader.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
