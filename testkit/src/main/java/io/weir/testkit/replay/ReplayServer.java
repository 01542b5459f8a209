package io.weir.testkit.replay;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on a unix socket, or on loopback with TLS or without. It takes one request per
 * connection and lets a handler write whatever it wants, for as long as it wants.
 */
public final class ReplayServer implements AutoCloseable {

  /** Answers requests, each on a thread of its own. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers one.
     *
     * @throws IOException if the client has gone, or the connection is to be cut
     */
    void answer(Request request, Reply reply) throws IOException;
  }

  /**
   * What a client asks.
   *
   * @param target path and query
   * @param secure whether it came over TLS
   * @param certificate what the client has shown itself by; empty without
   */
  public record Request(
      String method,
      String target,
      Map<String, String> headers,
      String body,
      boolean secure,
      Optional<Certificate> certificate) {

    /** The path, without the query. */
    public String path() {
      return target.replaceFirst("\\?.*", "");
    }

    /** What a parameter of the query is, decoded; empty without. */
    public String parameter(String name) {
      String query = target.contains("?") ? target.substring(target.indexOf('?') + 1) : "";
      for (String pair : List.of(query.split("&", -1))) {
        if (pair.startsWith(name + "=")) {
          return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
        }
      }
      return "";
    }
  }

  /** Where an answer goes. */
  public static final class Reply {
    private final OutputStream out;

    private Reply(OutputStream out) {
      this.out = out;
    }

    /** A complete answer in JSON. */
    public void json(int status, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      head(status, "Content-Length: " + bytes.length);
      out.write(bytes);
      out.flush();
    }

    /** The beginning of an answer that goes on until the connection ends; 200. */
    public OutputStream open() throws IOException {
      head(200, "Connection: close");
      out.flush();
      return out;
    }

    private void head(int status, String more) throws IOException {
      out.write(
          "HTTP/1.1 %d Replayed\r\nContent-Type: application/json\r\n%s\r\n\r\n"
              .formatted(status, more)
              .getBytes(StandardCharsets.US_ASCII));
    }
  }

  private interface Opening<T> {
    T open() throws IOException;
  }

  private interface Listener extends Closeable {
    Connection accept() throws IOException;
  }

  private record Connection(InputStream in, OutputStream out, Closeable socket) {}

  private final String address;
  private final Opening<Listener> opening;
  private final Handler handler;
  private final Set<Closeable> connections = ConcurrentHashMap.newKeySet();
  private @Nullable Listener listener;

  private ReplayServer(
      String address, Opening<Listener> opening, Listener listener, Handler handler) {
    this.address = address;
    this.opening = opening;
    this.handler = handler;
    serve(listener);
  }

  /** Listens on a unix socket. */
  public static ReplayServer onSocket(Path socket, Handler handler) {
    Opening<Listener> opening = () -> socket(socket);
    return new ReplayServer("unix://" + socket, opening, opened(opening), handler);
  }

  /** Listens on loopback, without TLS. */
  public static ReplayServer onLoopback(Handler handler) {
    return onPort("tcp", port -> new ServerSocket(port, 50, loopback()), handler);
  }

  /**
   * Listens on loopback, with TLS.
   *
   * @param needsCertificate whether only clients with a certificate that is trusted are let in;
   *     others may show one that the context's trust managers take
   */
  public static ReplayServer withTls(
      SSLContext context, boolean needsCertificate, Handler handler) {
    return onPort(
        "https",
        port -> {
          var server =
              (SSLServerSocket)
                  context.getServerSocketFactory().createServerSocket(port, 50, loopback());
          server.setNeedClientAuth(needsCertificate);
          if (!needsCertificate) {
            server.setWantClientAuth(true);
          }
          return server;
        },
        handler);
  }

  private interface Binding {
    ServerSocket bind(int port) throws IOException;
  }

  private static ReplayServer onPort(String scheme, Binding binding, Handler handler) {
    ServerSocket first = opened(() -> binding.bind(0));
    int port = first.getLocalPort();
    return new ReplayServer(
        scheme + "://127.0.0.1:" + port,
        () -> network(binding.bind(port)),
        network(first),
        handler);
  }

  private static <T> T opened(Opening<T> opening) {
    try {
      return opening.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private static Listener network(ServerSocket server) {
    return new Listener() {
      @Override
      public Connection accept() throws IOException {
        Socket socket = server.accept();
        return new Connection(socket.getInputStream(), socket.getOutputStream(), socket);
      }

      @Override
      public void close() throws IOException {
        server.close();
      }
    };
  }

  private static Listener socket(Path path) throws IOException {
    Files.deleteIfExists(path);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    return new Listener() {
      @Override
      public Connection accept() throws IOException {
        SocketChannel channel = server.accept();
        return new Connection(
            Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
      }

      @Override
      public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
      }
    };
  }

  /** Where it is: {@code unix://}, {@code tcp://} or {@code https://}. */
  public String address() {
    return address;
  }

  private synchronized void serve(Listener opened) {
    listener = opened;
    Thread.ofVirtual().start(() -> acceptAll(opened));
  }

  private void acceptAll(Listener opened) {
    try {
      while (true) {
        Connection connection = opened.accept();
        connections.add(connection.socket());
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (ClosedChannelException | SocketException _) {
      // It was stopped.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Connection connection) {
    try (Closeable _ = connection.socket()) {
      handler.answer(read(connection), new Reply(connection.out()));
    } catch (IOException | RuntimeException _) {
      // The client has gone, or the handler cuts the connection.
    } finally {
      connections.remove(connection.socket());
    }
  }

  private static Request read(Connection connection) throws IOException {
    var in = new BufferedInputStream(connection.in());
    String[] words = line(in).split(" ", -1);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(
        words[0],
        words[1],
        headers,
        new String(in.readNBytes(length), StandardCharsets.UTF_8),
        connection.socket() instanceof SSLSocket,
        certificate(connection.socket()));
  }

  /** A line of the request's head, without its end. */
  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("the request breaks off");
      }
      line.append((char) octet);
    }
    return line.toString().stripTrailing();
  }

  private static Optional<Certificate> certificate(Closeable socket) {
    try {
      return socket instanceof SSLSocket tls
          ? Optional.of(tls.getSession().getPeerCertificates()[0])
          : Optional.empty();
    } catch (SSLPeerUnverifiedException _) {
      return Optional.empty();
    }
  }

  /** Ends the connections and takes no more, as a service that is stopped. */
  public synchronized void stop() {
    try {
      if (listener != null) {
        listener.close();
      }
      for (Closeable connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Listens again, at the same address. */
  public void startAgain() {
    serve(opened(opening));
  }

  @Override
  public void close() {
    stop();
  }
}
