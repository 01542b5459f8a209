package io.weir.plugin.consul.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server in Consul's place that answers as no agent would, or not at all. */
public final class ScriptedConsul implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> targets = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Script script = exchange -> exchange.sendResponseHeaders(404, -1);

  /** Answers a request. */
  @FunctionalInterface
  public interface Script {
    /** Answers; what it throws breaks the connection off. */
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  /** Starts one that knows nothing. */
  public ScriptedConsul() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    targets.add(exchange.getRequestURI().toString());
    try (exchange) {
      script.answer(exchange);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where it is, {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** What to do from now on. */
  public void play(Script newScript) {
    script = newScript;
  }

  /** Path and query of all requests so far. */
  public List<String> targets() {
    return List.copyOf(targets);
  }

  /** Answers 200 with a body and, if it is above 0, an index. */
  public static void answer(HttpExchange exchange, long index, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (index > 0) {
      exchange.getResponseHeaders().set("X-Consul-Index", Long.toString(index));
    }
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
