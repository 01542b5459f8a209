package io.weir.testkit.backend;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP client that sends what it is told, right or wrong, byte for byte. Everything it does ends
 * after 20 s.
 */
public final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  /**
   * An answer.
   *
   * @param status the status code
   * @param headers its headers, names in lower case; several of one name joined by commas
   * @param body the body
   */
  public record Answer(int status, Map<String, String> headers, String body) {}

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** Connects to a port on loopback. */
  public static RawHttp connect(int port) throws IOException {
    return over(new Socket(InetAddress.ofLiteral("127.0.0.1"), port));
  }

  /** Over a socket that is connected, e.g. by TLS. */
  public static RawHttp over(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new RawHttp(socket);
  }

  /** Sends bytes, each character one. */
  public RawHttp send(String bytes) throws IOException {
    return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private RawHttp send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends a request without a body and reads its answer. */
  public Answer ask(String method, String target, String... headerLines) throws IOException {
    return send(head(method, target, headerLines)).read(!method.equals("HEAD"));
  }

  /** Sends a request with a body and reads its answer. */
  public Answer askWithBody(String method, String target, String body, String... headerLines)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head = head(method, target, headerLines);
    return send(head.substring(0, head.length() - 2) + "Content-Length: " + bytes.length)
        .send("\r\n\r\n")
        .send(bytes)
        .read(true);
  }

  private static String head(String method, String target, String... headerLines) {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    head.append("Host: localhost\r\n");
    for (String line : headerLines) {
      head.append(line).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** Reads an answer. */
  public Answer read() throws IOException {
    return read(true);
  }

  private Answer read(boolean hasBody) throws IOException {
    String status = line();
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (one, two) -> one + ", " + two);
    }
    int length = hasBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the body ends early");
    }
    return new Answer(
        Integer.parseInt(status.split(" ", -1)[1]),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  /** Whether the peer has closed with nothing more to say; waits for one or the other. */
  public boolean isEndedByPeer() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("ended after \"" + line + "\"");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
