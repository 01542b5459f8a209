package io.weir.testkit.backend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private volatile Map<String, List<String>> lastHeaders = Map.of();
  private volatile String lastTarget = "";

  private record Answer(int status, String body, Map<String, String> headers) {}

  /** Starts one that answers 200 with a text. */
  public TestHttpServer(String body) {
    answer = new Answer(200, body, Map.of());
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
    answer(status, body, Map.of());
  }

  /**
   * The same with headers. A request that shows itself to know an {@code ETag} or {@code
   * Last-Modified} among them gets 304 and no body.
   */
  public void answer(int status, String body, Map<String, String> headers) {
    answer = new Answer(status, body, Map.copyOf(headers));
  }

  /** A header of the last request; empty if it had none of that name. */
  public String lastHeader(String name) {
    return String.join(", ", lastHeaders.getOrDefault(name, List.of()));
  }

  /** Path and query of the last request. */
  public String lastTarget() {
    return lastTarget;
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void reply(HttpExchange exchange) throws IOException {
    Answer now = answer;
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    lastHeaders = headers;
    lastTarget = exchange.getRequestURI().toString();
    boolean known =
        knows(exchange, now, "If-None-Match", "ETag")
            || knows(exchange, now, "If-Modified-Since", "Last-Modified");
    byte[] body = known ? new byte[0] : now.body().getBytes(StandardCharsets.UTF_8);
    now.headers().forEach(exchange.getResponseHeaders()::set);
    requests.incrementAndGet();
    try (exchange) {
      exchange.sendResponseHeaders(known ? 304 : now.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static boolean knows(HttpExchange exchange, Answer answer, String sent, String given) {
    String validator = answer.headers().get(given);
    return validator != null && validator.equals(exchange.getRequestHeaders().getFirst(sent));
  }
}
