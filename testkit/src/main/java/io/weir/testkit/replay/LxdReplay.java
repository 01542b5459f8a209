package io.weir.testkit.replay;

import io.weir.testkit.replay.ReplayServer.Reply;
import io.weir.testkit.replay.ReplayServer.Request;
import java.io.IOException;
import java.security.cert.Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * What LXD and Incus answer, as their REST API is documented: the server, its trust store, and
 * instances with their state. Over TLS a client is trusted once it has given the secret.
 */
public final class LxdReplay implements ReplayServer.Handler {
  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private final Set<Certificate> trusted = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lists = new AtomicInteger();
  private final AtomicInteger secrets = new AtomicInteger();
  private final String secret;
  private final boolean tokens;
  private volatile boolean old;
  private volatile Optional<ReplayServer.Handler> instead = Optional.empty();

  /**
   * An instance.
   *
   * @param name its name
   * @param status {@code Running} or {@code Stopped}
   * @param settings its configuration, profiles included
   * @param network what its state has in {@code network}, as JSON
   */
  public record Instance(String name, String status, Map<String, String> settings, String network) {

    /** A running one with an IPv4 address on eth0. */
    public static Instance running(String name, String ipv4) {
      return new Instance(
          name, "Running", Map.of(), networks("eth0", address("inet", ipv4, "global")));
    }

    /** The same instance with a setting more. */
    public Instance set(String key, String value) {
      Map<String, String> more = new LinkedHashMap<>(settings);
      more.put(key, value);
      return new Instance(name, status, more, network);
    }

    /** The same instance, stopped: without a network. */
    public Instance stopped() {
      return new Instance(name, "Stopped", settings, "null");
    }

    /** The same instance with other addresses. */
    public Instance network(String newNetwork) {
      return new Instance(name, status, settings, newNetwork);
    }

    /** A network state of the loopback interface and another one. */
    public static String networks(String device, String... addresses) {
      return """
      {"lo":{"addresses":[%s],"counters":{"bytes_received":%d},"state":"up","type":"loopback"},
       "%s":{"addresses":[%s],"counters":{"bytes_received":%d},"state":"up","type":"broadcast"}}\
      """
          .formatted(
              address("inet", "127.0.0.1", "local"),
              System.nanoTime(),
              device,
              String.join(",", addresses),
              System.nanoTime());
    }

    /** An entry of a list of addresses. */
    public static String address(String family, String address, String scope) {
      return "{\"family\":\"%s\",\"address\":\"%s\",\"netmask\":\"24\",\"scope\":\"%s\"}"
          .formatted(family, address, scope);
    }

    private String row() {
      return """
      {"name":"%s","status":"%s","status_code":%d,"type":"container","architecture":"x86_64",
       "config":{},"expanded_config":%s,"devices":{},"profiles":["default"],"snapshots":null,
       "state":{"status":"%s","network":%s,"pid":1,"processes":%d}}\
      """
          .formatted(
              name,
              status,
              status.equals("Running") ? 103 : 102,
              settings.entrySet().stream()
                  .map(e -> "\"%s\":\"%s\"".formatted(e.getKey(), e.getValue()))
                  .collect(Collectors.joining(",", "{", "}")),
              status,
              network,
              System.nanoTime());
    }
  }

  private LxdReplay(String secret, boolean tokens) {
    this.secret = secret;
    this.tokens = tokens;
  }

  /** One that trusts by password. */
  public static LxdReplay withPassword(String password) {
    return new LxdReplay(password, false);
  }

  /** One that trusts by token, as Incus does. */
  public static LxdReplay withToken(String token) {
    return new LxdReplay(token, true);
  }

  /** Adds an instance, or changes the one of that name. */
  public void put(Instance instance) {
    putAll(List.of(instance));
  }

  /** Adds instances. */
  public void putAll(List<Instance> many) {
    synchronized (instances) {
      many.forEach(instance -> instances.put(instance.name(), instance));
    }
  }

  /** Takes an instance away. */
  public void remove(String name) {
    synchronized (instances) {
      instances.remove(name);
    }
  }

  /** From now on it knows containers only, as old ones do. */
  public void knowContainersOnly() {
    old = true;
  }

  /** Trusts nobody any more. */
  public void forgetClients() {
    trusted.clear();
  }

  /** How many lists it was asked for. */
  public int lists() {
    return lists.get();
  }

  /** How often it was given a secret. */
  public int secrets() {
    return secrets.get();
  }

  /** Has requests for lists answered by something else. */
  public void answerListsBy(ReplayServer.Handler handler) {
    instead = Optional.of(handler);
  }

  @Override
  public void answer(Request request, Reply reply) throws IOException {
    boolean known =
        !request.secure() || request.certificate().filter(trusted::contains).isPresent();
    switch (request.path()) {
      case "/1.0" -> server(known, reply);
      case "/1.0/certificates" -> trust(request, reply);
      case "/1.0/instances" -> list(known, !old, request, reply);
      case "/1.0/containers" -> list(known, old, request, reply);
      default -> error(404, "not found", reply);
    }
  }

  private void server(boolean known, Reply reply) throws IOException {
    sync(
        "{\"api_extensions\":[\"instances\"%s],\"api_status\":\"stable\",\"auth\":\"%s\"}"
            .formatted(tokens ? ",\"explicit_trust_token\"" : "", known ? "trusted" : "untrusted"),
        200,
        reply);
  }

  private void trust(Request request, Reply reply) throws IOException {
    secrets.incrementAndGet();
    String field = "\"" + (tokens ? "trust_token" : "password") + "\":\"" + secret + "\"";
    if (request.method().equals("POST")
        && request.certificate().isPresent()
        && request.body().contains(field)
        && request.body().contains("\"type\":\"client\"")) {
      trusted.add(request.certificate().get());
      sync("null", 201, reply);
    } else {
      error(403, "not authorized", reply);
    }
  }

  private void list(boolean known, boolean there, Request request, Reply reply) throws IOException {
    if (!there) {
      error(404, "not found", reply);
    } else if (!known) {
      error(403, "not authorized", reply);
    } else {
      lists.incrementAndGet();
      if (instead.isPresent()) {
        instead.get().answer(request, reply);
      } else {
        answerList(reply);
      }
    }
  }

  private void answerList(Reply reply) throws IOException {
    List<Instance> all;
    synchronized (instances) {
      all = List.copyOf(instances.values());
    }
    sync(all.stream().map(Instance::row).collect(Collectors.joining(",", "[", "]")), 200, reply);
  }

  private static void sync(String metadata, int status, Reply reply) throws IOException {
    reply.json(
        status,
        "{\"type\":\"sync\",\"status\":\"Success\",\"status_code\":200,\"metadata\":%s,\"operation\":\"\"}\n"
            .formatted(metadata));
  }

  private static void error(int status, String why, Reply reply) throws IOException {
    reply.json(
        status, "{\"type\":\"error\",\"error\":\"%s\",\"error_code\":%d}\n".formatted(why, status));
  }
}
