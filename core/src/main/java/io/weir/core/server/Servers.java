package io.weir.core.server;

import com.google.inject.Inject;
import io.weir.core.lifecycle.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that run, by name. */
public final class Servers implements Service {
  private static final Logger logger = LoggerFactory.getLogger(Servers.class);

  private final Map<String, Protocol> protocols;
  private final List<ServerDefinition> initial;
  private final Map<String, Server> running = new ConcurrentSkipListMap<>();

  /**
   * None runs yet.
   *
   * @param protocols by the name that selects them
   * @param initial the servers to start with
   */
  @Inject
  public Servers(Map<String, Protocol> protocols, List<ServerDefinition> initial) {
    this.protocols = Map.copyOf(protocols);
    this.initial = List.copyOf(initial);
  }

  @Override
  public String name() {
    return "servers";
  }

  /**
   * Starts the servers of the configuration; if one cannot start, those that did are stopped again.
   */
  @Override
  public void start() {
    try {
      initial.forEach(this::start);
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  /**
   * Starts a server; when it returns, clients can connect.
   *
   * @throws ServerStartException if it cannot start
   */
  public Server start(ServerDefinition definition) {
    Protocol protocol = protocols.get(definition.config().protocol());
    if (protocol == null) {
      throw new IllegalArgumentException(
          "protocol: \"%s\" (expected: one of %s)"
              .formatted(definition.config().protocol(), protocols.keySet()));
    }
    Server server = protocol.start(definition);
    running.put(definition.name(), server);
    logger.info(
        "server {} listens on {} ({})",
        definition.name(),
        server.address(),
        definition.config().protocol());
    return server;
  }

  /** The running server of that name. */
  public Optional<Server> find(String name) {
    return Optional.ofNullable(running.get(name));
  }

  /** The running servers, by name. */
  public List<Server> all() {
    return List.copyOf(running.values());
  }

  /**
   * Stops taking connections and waits for the open ones to end.
   *
   * @param limit how long at most
   * @return whether all have ended
   */
  public boolean drain(Duration limit) {
    List<CompletableFuture<Void>> drains = new ArrayList<>();
    running.values().forEach(server -> drains.add(server.drain().toCompletableFuture()));
    int open = running.values().stream().mapToInt(Server::activeConnections).sum();
    if (open > 0) {
      logger.info("waiting up to {} s for {} connections to end", limit.toSeconds(), open);
    }
    return CompletableFuture.allOf(drains.toArray(CompletableFuture[]::new))
        .thenApply(done -> true)
        .completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }

  /** Closes all servers and their connections. */
  @Override
  public void stop() {
    running.values().forEach(Server::close);
    running.clear();
  }
}
