package io.weir.testkit.backend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP service on loopback that gives the same answer to every request, until told another one.
 */
public final class TestHttpServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Answer answer;

  private record Answer(int status, String body) {}

  /** Starts one that answers 200 with a text. */
  public TestHttpServer(String body) {
    answer = new Answer(200, body);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::reply);
    server.setExecutor(workers);
    server.start();
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** How many requests it has answered or begun to. */
  public int requests() {
    return requests.get();
  }

  /** What to answer from now on. */
  public void answer(int status, String body) {
    answer = new Answer(status, body);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void reply(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    Answer now = answer;
    byte[] body = now.body().getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(now.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
