package io.weir.testkit.backend;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What a {@link TestBackend} does with a connection, on a virtual thread; it is closed afterwards.
 */
@FunctionalInterface
public interface Behaviour {

  /** Serves one connection. */
  void serve(Socket connection) throws IOException;

  /** Sends its name in a line, then back whatever comes, until the client's side ends. */
  static Behaviour greetsAndEchoes(String name) {
    return connection -> {
      var out = connection.getOutputStream();
      out.write((name + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      connection.getInputStream().transferTo(out);
      connection.shutdownOutput();
    };
  }

  /** Sends back whatever comes, until the client's side ends. */
  static Behaviour echoes() {
    return connection -> {
      connection.getInputStream().transferTo(connection.getOutputStream());
      connection.shutdownOutput();
    };
  }

  /** Closes at once, in good order. */
  static Behaviour closesImmediately() {
    return connection -> {};
  }

  /** Resets at once. */
  static Behaviour resetsImmediately() {
    return connection -> connection.setSoLinger(true, 0);
  }

  /** Reads everything and never answers. */
  static Behaviour blackhole() {
    return connection ->
        connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
  }
}
