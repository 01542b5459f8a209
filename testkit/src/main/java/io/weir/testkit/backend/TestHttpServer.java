package io.weir.testkit.backend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
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
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * An HTTP service on loopback that gives the same answer to every request, until told another one.
 */
public final class TestHttpServer implements AutoCloseable {
  private final HttpServer server;
  private final String scheme;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Answer answer;

  private volatile Map<String, List<String>> lastHeaders = Map.of();
  private volatile String lastTarget = "";

  private record Answer(int status, String body, Map<String, String> headers) {}

  /** Starts one that answers 200 with a text. */
  public TestHttpServer(String body) {
    this(body, "http", TestHttpServer::plain);
  }

  private TestHttpServer(String body, String scheme, Supplier<HttpServer> maker) {
    this.answer = new Answer(200, body, Map.of());
    this.scheme = scheme;
    this.server = maker.get();
    server.createContext("/", this::reply);
    server.setExecutor(workers);
    server.start();
  }

  /**
   * Starts one that does so over TLS, to clients with a certificate that the context trusts only.
   */
  public static TestHttpServer mutualTls(String body, SSLContext context) {
    return new TestHttpServer(body, "https", () -> secure(context));
  }

  private static HttpServer plain() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer secure(SSLContext context) {
    try {
      HttpsServer made =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      made.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters mutual = context.getDefaultSSLParameters();
              mutual.setNeedClientAuth(true);
              parameters.setSSLParameters(mutual);
            }
          });
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is. */
  public String url() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/";
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
