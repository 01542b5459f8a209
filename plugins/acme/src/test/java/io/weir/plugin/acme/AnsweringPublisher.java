package io.weir.plugin.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.testkit.contract.RecordingPublisher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers what is published for challenges on sockets of loopback, as weir does. */
public final class AnsweringPublisher implements AutoCloseable {
  private static final int DELAY_ON_STOP = 0;

  private final RecordingPublisher published = new RecordingPublisher();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer http;
  private final AlpnServer tls;

  /** Starts both. */
  public AnsweringPublisher() throws Exception {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::answer);
    http.start();
    tls = new AlpnServer(name -> published.certificates().get(name));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = published.bodies().get(exchange.getRequestURI().getPath());
      if (body == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** Where HTTP is spoken. */
  public int httpPort() {
    return http.getAddress().getPort();
  }

  /** Where TLS is spoken. */
  public int tlsPort() {
    return tls.port();
  }

  /** What it answers with. */
  public RecordingPublisher published() {
    return published;
  }

  @Override
  public void close() {
    http.stop(DELAY_ON_STOP);
    tls.close();
    threads.shutdownNow();
  }
}
