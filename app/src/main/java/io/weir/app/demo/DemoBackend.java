package io.weir.app.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.app.OperatorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * One of the demo's web servers, in a process of its own so that it can be killed: it tells its
 * name to whoever asks. It ends with its standard input, so that none is left when the demo is
 * gone, however that came about.
 */
public final class DemoBackend {
  /** What it prints once it listens. */
  static final String READY = "listening";

  private final String name;
  private final int port;

  /** Prepares one. */
  public DemoBackend(String name, int port) {
    this.name = name;
    this.port = port;
  }

  /** Serves until the input ends. */
  public void run(InputStream input, PrintStream output) {
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext("/", this::answer);
      server.setExecutor(workers);
      server.start();
      output.println(READY);
      input.transferTo(OutputStream.nullOutputStream());
      server.stop(0);
    } catch (IOException e) {
      throw new OperatorException(
          "demo backend " + name + " on port " + port + ": " + e.getMessage());
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body =
        ("Hello from " + name + ", process " + ProcessHandle.current().pid() + "\n")
            .getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      // A browser that kept its connection would meet the same backend at every reload.
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
