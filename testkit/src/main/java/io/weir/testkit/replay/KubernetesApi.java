package io.weir.testkit.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The part of a Kubernetes API server that tells of EndpointSlices: lists in pages, watches that go
 * on from a version, bookmarks, 410 for what is forgotten, as its documentation has it, over HTTPS
 * on loopback to clients that show a token or a certificate. What a real server does seldom it does
 * when told: it cuts watches, forgets, refuses, and sends nonsense.
 */
public final class KubernetesApi implements AutoCloseable {
  private static final String PATH = "/apis/discovery.k8s.io/v1/namespaces/";

  private final HttpsServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<KubernetesWatch> watches = new CopyOnWriteArrayList<>();
  private volatile boolean certificates;
  private volatile int largestPage = Integer.MAX_VALUE;
  private volatile int refusal;
  private volatile boolean refusesPages;
  private volatile boolean drips;
  private volatile String list = "";

  // Guarded by this.
  private final Map<Key, Stored> slices = new TreeMap<>();
  private final List<Event> history = new ArrayList<>();
  private long version = 1000;
  private long forgotten;

  private record Key(String namespace, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return (namespace + "/" + name).compareTo(other.namespace + "/" + other.name);
    }
  }

  private record Stored(String service, KubernetesSlice slice, long version) {}

  /** What happened to a slice. */
  private record Event(long version, String namespace, String service, String line) {}

  private KubernetesApi(TestAuthority authority) {
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SSLContext context =
        authority.context(
            authority.issue(
                TestAuthority.builder("kubernetes").ecp256().addSanIpAddress("127.0.0.1")));
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setWantClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext("/", this::answer);
    server.setExecutor(workers);
    server.start();
  }

  /** Starts one with a certificate of an authority for 127.0.0.1; it knows no client yet. */
  public static KubernetesApi start(TestAuthority authority) {
    return new KubernetesApi(authority);
  }

  /** Where it is. */
  public String url() {
    return "https://127.0.0.1:" + port();
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Knows these tokens from now on, and no other. */
  public KubernetesApi knowingTokens(String... known) {
    tokens.clear();
    tokens.addAll(List.of(known));
    return this;
  }

  /** Knows every client that shows a certificate of the authority. */
  public KubernetesApi knowingCertificates() {
    certificates = true;
    return this;
  }

  /** Gives out pages of so many slices at most, however many are asked for. */
  public void limitPages(int slicesInAPage) {
    largestPage = slicesInAPage;
  }

  /** Answers every request with a status; 0 means that it answers again. */
  public void refuse(int status) {
    refusal = status;
  }

  /** Answers with 410 for every page but the first, as if what lists go on with were too old. */
  public void refusePages() {
    refusesPages = true;
  }

  /** Answers lists with a text from now on, whatever there is; an empty one ends that. */
  public void answerLists(String text) {
    list = text;
  }

  /** Answers lists with a byte now and then from now on, and with no end. */
  public void dripLists() {
    drips = true;
  }

  /** Path and query of each request so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many watches are open. */
  public int watches() {
    return watches.size();
  }

  /** A service has a slice, or another one of that name, from now on. */
  public synchronized void put(String namespace, String service, KubernetesSlice slice) {
    version++;
    Stored before =
        slices.put(new Key(namespace, slice.name()), new Stored(service, slice, version));
    happened(before == null ? "ADDED" : "MODIFIED", namespace, service, slice);
  }

  /** A slice is there no more. */
  public synchronized void delete(String namespace, String name) {
    Stored gone = slices.remove(new Key(namespace, name));
    if (gone == null) {
      throw new IllegalArgumentException(name + " (expected: a slice that is there)");
    }
    version++;
    happened("DELETED", namespace, gone.service(), gone.slice());
  }

  private void happened(String type, String namespace, String service, KubernetesSlice slice) {
    Event event =
        new Event(
            version,
            namespace,
            service,
            "{\"type\":\"%s\",\"object\":%s}\n"
                .formatted(type, slice.json(namespace, service, version)));
    history.add(event);
    watches.stream()
        .filter(watch -> watch.isAbout(namespace, service))
        .forEach(watch -> watch.send(event.line()));
  }

  /** Tells watches that all is as it was, up to a version that is newer than what they know. */
  public synchronized void bookmark() {
    version++;
    sendToWatches(
        """
        {"type":"BOOKMARK","object":{"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1",\
        "metadata":{"resourceVersion":"%d"},"endpoints":null,"ports":null}}
        """
            .formatted(version));
  }

  /** Forgets what happened so far: who asks for it gets 410. Open watches go on. */
  public synchronized void forget() {
    history.clear();
    forgotten = ++version;
  }

  /** Tells open watches that they ask for what is forgotten. */
  public void expireWatches() {
    sendToWatches(
        """
        {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure",\
        "message":"too old resource version","reason":"Expired","code":410}}
        """);
    endWatches();
  }

  /** Sends open watches a text as it is. */
  public void sendToWatches(String text) {
    watches.forEach(watch -> watch.send(text));
  }

  /** Ends open watches in good order, as the server does when their time is over. */
  public void endWatches() {
    watches.forEach(KubernetesWatch::end);
  }

  /** Cuts the connections of open watches. */
  public void cutWatches() {
    watches.forEach(KubernetesWatch::cut);
  }

  @Override
  public void close() {
    cutWatches();
    server.stop(0);
    workers.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestURI().toString());
    try (exchange) {
      Map<String, String> query = query(exchange);
      String[] place = exchange.getRequestURI().getPath().split("/", -1);
      if (!isKnown(exchange)) {
        fail(exchange, 401, "Unauthorized");
      } else if (refusal != 0) {
        fail(exchange, refusal, refusal == 403 ? forbidden(exchange) : "refused");
      } else if (!exchange.getRequestURI().getPath().startsWith(PATH) || place.length != 7) {
        fail(exchange, 404, "the server could not find the requested resource");
      } else if (query.containsKey("watch")) {
        watch(exchange, place[5], query);
      } else {
        list(exchange, place[5], query);
      }
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    String raw = exchange.getRequestURI().getRawQuery();
    return Stream.of((raw == null ? "" : raw).split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private boolean isKnown(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header != null && header.startsWith("Bearer ")) {
      return tokens.contains(header.substring("Bearer ".length()));
    }
    try {
      return certificates
          && ((HttpsExchange) exchange).getSSLSession().getPeerCertificates().length > 0;
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }

  /** The worst that a server could do: it repeats the token. */
  private static String forbidden(HttpExchange exchange) {
    return "endpointslices.discovery.k8s.io is forbidden: User \\\"system:serviceaccount:a:weir\\\""
        + " cannot list resource, it showed "
        + exchange.getRequestHeaders().getFirst("Authorization");
  }

  private static void fail(HttpExchange exchange, int status, String message) throws IOException {
    reply(
        exchange,
        status,
        """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"%s","code":%d}
        """
            .formatted(message, status));
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String service(Map<String, String> query) {
    return query.getOrDefault("labelSelector", "").replace("kubernetes.io/service-name=", "");
  }

  /** What a list goes on with is the name behind which it goes on. */
  private void list(HttpExchange exchange, String namespace, Map<String, String> query)
      throws IOException {
    String after = query.getOrDefault("continue", "");
    if (drips) {
      drip(exchange);
    } else if (!list.isEmpty()) {
      reply(exchange, 200, list);
    } else if (refusesPages && !after.isEmpty()) {
      fail(exchange, 410, "The provided continue parameter is too old");
    } else {
      reply(exchange, 200, page(namespace, service(query), after, limit(query)));
    }
  }

  private static void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try {
      while (true) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        Thread.sleep(Duration.ofMillis(20));
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the server stops");
    }
  }

  private int limit(Map<String, String> query) {
    return Math.min(largestPage, Integer.parseInt(query.getOrDefault("limit", "1000000")));
  }

  private synchronized String page(String namespace, String service, String after, int limit) {
    List<Stored> rest =
        slices.entrySet().stream()
            .filter(entry -> entry.getKey().namespace().equals(namespace))
            .map(Map.Entry::getValue)
            .filter(stored -> stored.service().equals(service))
            .filter(stored -> stored.slice().name().compareTo(after) > 0)
            .toList();
    List<Stored> page = rest.stream().limit(limit).toList();
    return """
    {"kind":"EndpointSliceList","apiVersion":"discovery.k8s.io/v1","metadata":\
    {"resourceVersion":"%d"%s},"items":[%s]}\
    """
        .formatted(
            version,
            page.size() < rest.size()
                ? ",\"continue\":\"%s\"".formatted(page.getLast().slice().name())
                : "",
            page.stream()
                .map(stored -> stored.slice().json(namespace, service, stored.version()))
                .collect(Collectors.joining(",")));
  }

  private void watch(HttpExchange exchange, String namespace, Map<String, String> query)
      throws IOException {
    long from = Long.parseLong(query.getOrDefault("resourceVersion", "0"));
    KubernetesWatch watch = new KubernetesWatch(namespace, service(query));
    if (!begin(watch, from)) {
      fail(exchange, 410, "too old resource version: " + from);
      return;
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.flush();
      watch.serve(out);
    } finally {
      watches.remove(watch);
    }
  }

  private synchronized boolean begin(KubernetesWatch watch, long from) {
    if (from < forgotten) {
      return false;
    }
    history.stream()
        .filter(event -> event.version() > from)
        .filter(event -> watch.isAbout(event.namespace(), event.service()))
        .forEach(event -> watch.send(event.line()));
    watches.add(watch);
    return true;
  }
}
