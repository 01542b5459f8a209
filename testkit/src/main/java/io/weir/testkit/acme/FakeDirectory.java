package io.weir.testkit.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An ACME directory over HTTPS for what a good one never does: refuse with a time to come back,
 * move its renewal windows, hang. It takes every proof as given, and checks no signature: {@link
 * Pebble} is for that.
 */
public final class FakeDirectory implements AutoCloseable {
  private static final int DELAY_ON_STOP = 0;

  private final TestAuthority authority = TestAuthority.create();
  private final SigningAuthority signing = new SigningAuthority(authority);
  private final InstantSource clock;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger nonces = new AtomicInteger();
  private final List<Order> orders = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> accounts = new ConcurrentHashMap<>();
  private final Map<String, ConcurrentLinkedQueue<Refusal>> refusals = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();

  private volatile Duration lifetime = Duration.ofDays(45);
  private volatile @Nullable Window window;

  /** An order that was placed. */
  private static final class Order {
    private final List<String> names;
    private volatile boolean proven;
    private volatile @Nullable String chain;

    Order(List<String> names) {
      this.names = names;
    }

    String status() {
      return chain != null ? "valid" : proven ? "ready" : "pending";
    }
  }

  private record Window(Instant start, Instant end, int retryAfterSeconds) {}

  private record Refusal(int status, String type, String detail, String retryAfter) {}

  private FakeDirectory(InstantSource clock) throws IOException {
    this.clock = clock;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(
            authority.context(
                authority.issue(TestAuthority.builder("localhost").addSanIpAddress("127.0.0.1")))));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts one whose certificates begin when a clock says. */
  public static FakeDirectory start(InstantSource clock) throws IOException {
    return new FakeDirectory(clock);
  }

  /** The address of its directory. */
  public String directoryUrl() {
    return url("/directory");
  }

  /** Writes the CA of its HTTPS certificate and of what it issues, in PEM. */
  public Path trust(Path folder) throws IOException {
    return authority.writeRoot(folder);
  }

  /** How long the certificates live that are issued from now on; 45 days if not set. */
  public void lifetime(Duration time) {
    lifetime = time;
  }

  /** The renewal window of every certificate, from now on; none if not set. */
  public void window(Instant start, Instant end, Duration retryAfter) {
    window = new Window(start, end, Math.toIntExact(retryAfter.toSeconds()));
  }

  /**
   * Refuses the next request of a kind. Several add up.
   *
   * @param path e.g. {@code "/order"}
   * @param status the HTTP status
   * @param type the word of RFC 8555, 6.7, e.g. {@code "rateLimited"}
   * @param retryAfter the header of that name; left out if empty
   */
  public void refuseNext(String path, int status, String type, String detail, String retryAfter) {
    refusals
        .computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>())
        .add(new Refusal(status, type, detail, retryAfter));
  }

  /** Answers no request of a kind any more, until it is to go on. */
  public void hang(String path) {
    hanging.put(path, new CountDownLatch(1));
  }

  /** Answers the requests of a kind again, those that have waited among them. */
  public void goOn(String path) {
    CountDownLatch latch = hanging.remove(path);
    if (latch != null) {
      latch.countDown();
    }
  }

  /** The requests so far, {@code METHOD /path payload}, oldest first. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Those of one kind, e.g. {@code "POST /order "}. */
  public List<String> requests(String beginning) {
    return requests.stream().filter(request -> request.startsWith(beginning)).toList();
  }

  @Override
  public void close() {
    hanging.values().forEach(CountDownLatch::countDown);
    server.stop(DELAY_ON_STOP);
    threads.shutdownNow();
  }

  private String url(String path) {
    return "https://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      Jws jws = Jws.read(body);
      requests.add(exchange.getRequestMethod() + " " + path + " " + jws.payload());
      exchange.getResponseHeaders().set("Replay-Nonce", "nonce" + nonces.incrementAndGet());
      String kind = path.replaceFirst("(?<=.)/.*", "");
      waitIfHanging(kind);
      ConcurrentLinkedQueue<Refusal> waiting = refusals.get(kind);
      Refusal refusal = waiting == null ? null : waiting.poll();
      if (refusal != null) {
        refuse(exchange, refusal);
      } else {
        answer(exchange, kind, path, jws);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void waitIfHanging(String kind) throws InterruptedException {
    CountDownLatch latch = hanging.get(kind);
    if (latch != null) {
      latch.await();
    }
  }

  private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    if (!refusal.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", refusal.retryAfter());
    }
    send(
        exchange,
        refusal.status(),
        "application/problem+json",
        """
        {"type": "urn:ietf:params:acme:error:%s", "detail": "%s"}
        """
            .formatted(refusal.type(), refusal.detail()));
  }

  private void answer(HttpExchange exchange, String kind, String path, Jws jws) throws IOException {
    switch (kind) {
      case "/directory" -> json(exchange, 200, directory());
      case "/nonce", "/revoke" -> exchange.sendResponseHeaders(200, -1);
      case "/account" -> account(exchange, jws);
      case "/order" -> order(exchange, path, jws);
      case "/authorization" -> json(exchange, 200, authorization(path));
      case "/challenge" -> {
        orders.get(number(path, 2)).proven = true;
        json(exchange, 200, challenge(path.replaceFirst("/[^/]*$", ""), type(path), "valid"));
      }
      case "/finalize" -> finish(exchange, path, jws);
      case "/certificate" ->
          send(
              exchange,
              200,
              "application/pem-certificate-chain",
              orders.get(number(path, 2)).chain + "");
      case "/renewal" -> renewal(exchange);
      default -> exchange.sendResponseHeaders(404, -1);
    }
  }

  private String directory() {
    return """
    {"newNonce": "%1$s/nonce", "newAccount": "%1$s/account", "newOrder": "%1$s/order",
     "revokeCert": "%1$s/revoke", "renewalInfo": "%1$s/renewal",
     "meta": {"profiles": {"default": "", "shortlived": ""}}}
    """
        .formatted(url(""));
  }

  private void account(HttpExchange exchange, Jws jws) throws IOException {
    int number = accounts.computeIfAbsent(jws.key(), _ -> accounts.size() + 1);
    exchange.getResponseHeaders().set("Location", url("/account/" + number));
    json(exchange, 201, "{\"status\": \"valid\"}");
  }

  /** How many accounts were made. */
  public int accounts() {
    return accounts.size();
  }

  private void order(HttpExchange exchange, String path, Jws jws) throws IOException {
    if (!path.equals("/order")) {
      json(exchange, 200, order(number(path, 2)));
      return;
    }
    List<String> names =
        jws.json().getConfigList("identifiers").stream()
            .map(identifier -> identifier.getString("value"))
            .toList();
    int number;
    synchronized (orders) {
      number = orders.size();
      orders.add(new Order(names));
    }
    exchange.getResponseHeaders().set("Location", url("/order/" + number));
    json(exchange, 201, order(number));
  }

  private String order(int number) {
    Order order = orders.get(number);
    String authorizations =
        IntStream.range(0, order.names.size())
            .mapToObj(i -> "\"" + url("/authorization/" + number + "/" + i) + "\"")
            .collect(Collectors.joining(", "));
    String identifiers =
        order.names.stream()
            .map(name -> "{\"type\": \"dns\", \"value\": \"" + name + "\"}")
            .collect(Collectors.joining(", "));
    String certificate =
        order.chain == null ? "" : ", \"certificate\": \"" + url("/certificate/" + number) + "\"";
    return """
    {"status": "%s", "identifiers": [%s], "authorizations": [%s], "finalize": "%s"%s}
    """
        .formatted(
            order.status(), identifiers, authorizations, url("/finalize/" + number), certificate);
  }

  private String authorization(String path) {
    Order order = orders.get(number(path, 2));
    String name = order.names.get(number(path, 3));
    boolean wildcard = name.startsWith("*.");
    String status = order.proven ? "valid" : "pending";
    List<String> challenges = new ArrayList<>();
    for (String type : List.of("http-01", "dns-01", "tls-alpn-01")) {
      if (!wildcard || type.equals("dns-01")) {
        challenges.add(challenge(path.replaceFirst("/authorization", "/challenge"), type, status));
      }
    }
    return """
    {"status": "%s", "identifier": {"type": "dns", "value": "%s"}, "wildcard": %s,
     "challenges": [%s]}
    """
        .formatted(
            status, wildcard ? name.substring(2) : name, wildcard, String.join(", ", challenges));
  }

  private String challenge(String path, String type, String status) {
    return """
    {"type": "%s", "url": "%s", "token": "token%s", "status": "%s"}
    """
        .formatted(type, url(path + "/" + type), path.replaceAll("[^0-9]", "-"), status);
  }

  private void finish(HttpExchange exchange, String path, Jws jws) throws IOException {
    int number = number(path, 2);
    Order order = orders.get(number);
    byte[] request = Base64.getUrlDecoder().decode(jws.json().getString("csr"));
    order.chain = signing.sign(request, order.names, clock.instant(), lifetime);
    json(exchange, 200, order(number));
  }

  private void renewal(HttpExchange exchange) throws IOException {
    Window suggested = window;
    if (suggested == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    exchange
        .getResponseHeaders()
        .set("Retry-After", Integer.toString(suggested.retryAfterSeconds()));
    json(
        exchange,
        200,
        """
        {"suggestedWindow": {"start": "%s", "end": "%s"}}
        """
            .formatted(suggested.start(), suggested.end()));
  }

  private static int number(String path, int part) {
    return Integer.parseInt(path.split("/", -1)[part]);
  }

  private static String type(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void json(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, "application/json", body);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** A signed request, its signature not looked at (RFC 7515, 7.2.2). */
  private record Jws(String header, String payload) {
    static Jws read(byte[] body) {
      if (body.length == 0) {
        return new Jws("{}", "");
      }
      Config json = parse(new String(body, StandardCharsets.UTF_8));
      return new Jws(decoded(json.getString("protected")), decoded(json.getString("payload")));
    }

    Config json() {
      return parse(payload);
    }

    /** The account's key, where the request says it. */
    String key() {
      Config protectedHeader = parse(header);
      return protectedHeader.hasPath("jwk") ? protectedHeader.getObject("jwk").toString() : "";
    }

    private static Config parse(String json) {
      return ConfigFactory.parseString(
          json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    }

    private static String decoded(String base64) {
      return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    }
  }
}
