package io.weir.core.server;

import com.google.inject.Inject;
import io.weir.core.lifecycle.AtOnce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that run, by name. */
public final class Servers {
  private static final Logger logger = LoggerFactory.getLogger(Servers.class);

  private final Map<String, Protocol> protocols;
  private final Map<String, Server> running = new ConcurrentSkipListMap<>();
  private final Set<Server> retiring = ConcurrentHashMap.newKeySet();

  /**
   * None runs yet.
   *
   * @param protocols by the name that selects them
   */
  @Inject
  public Servers(Map<String, Protocol> protocols) {
    this.protocols = Map.copyOf(protocols);
  }

  /**
   * Brings servers, changes those that run, and takes others away. Either all of it comes to be or
   * nothing does. May block.
   *
   * @param wanted servers that are new, or that run and are to go on by these definitions
   * @param gone names of servers to take away
   * @param patience how long connections of those may go on; when it returns, no new ones are taken
   * @throws RuntimeException why one of the wanted cannot be; all is as it was then
   */
  public void change(List<ServerDefinition> wanted, Set<String> gone, Duration patience) {
    List<Step> steps = prepare(wanted);
    AtOnce.run(
        "commit",
        steps.stream().<Runnable>map(step -> () -> takeIn(step.prepared().commit())).toList());
    List<Server> leaving = new ArrayList<>();
    for (Step step : steps) {
      if (step.replaced() != null) {
        leaving.add(step.replaced());
      }
    }
    wanted.forEach(definition -> tell(running.get(definition.name())));
    for (String name : gone) {
      Server server = running.remove(name);
      if (server != null) {
        leaving.add(server);
        logger.info("server {} takes no more connections", name);
      }
    }
    leaving.forEach(server -> retire(server, patience));
  }

  private void takeIn(Server server) {
    running.put(server.definition().name(), server);
  }

  private static void tell(@Nullable Server server) {
    if (server != null) {
      logger.info(
          "server {} listens on {} ({})",
          server.definition().name(),
          server.address(),
          server.definition().config().protocol());
    }
  }

  /**
   * One server's part of a change.
   *
   * @param replaced a server of the same name that cannot go on, because its protocol is another
   */
  private record Step(PreparedServer prepared, @Nullable Server replaced) {}

  /** At the same time, because each may wait a second for its first backends. */
  private List<Step> prepare(List<ServerDefinition> wanted) {
    Map<String, Step> steps = new ConcurrentHashMap<>();
    Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
    AtOnce.run(
        "prepare",
        wanted.stream()
            .<Runnable>map(definition ->
                () -> {
                  try {
                    steps.put(definition.name(), prepare(definition));
                  } catch (RuntimeException e) {
                    failures.put(definition.name(), e);
                  }
                })
            .toList());
    if (failures.isEmpty()) {
      return inOrder(wanted, steps);
    }
    inOrder(wanted, steps).reversed().forEach(step -> step.prepared().rollback());
    List<RuntimeException> thrown = inOrder(wanted, failures);
    throw thrown.size() == 1 ? thrown.getFirst() : new ServersStartException(thrown);
  }

  private static <T> List<T> inOrder(List<ServerDefinition> wanted, Map<String, T> byName) {
    return wanted.stream()
        .map(ServerDefinition::name)
        .filter(byName::containsKey)
        .map(byName::get)
        .toList();
  }

  private Step prepare(ServerDefinition definition) {
    String name = definition.config().protocol();
    Server server = running.get(definition.name());
    if (server != null && server.definition().config().protocol().equals(name)) {
      return new Step(server.prepare(definition), null);
    }
    Protocol protocol = protocols.get(name);
    if (protocol == null) {
      throw new IllegalArgumentException(
          "protocol: \"%s\" (expected: one of %s)".formatted(name, protocols.keySet()));
    }
    return new Step(protocol.prepare(definition), server);
  }

  /** Its connections may end in their time; nobody waits for them but {@link #drain}. */
  private void retire(Server server, Duration patience) {
    retiring.add(server);
    server
        .drain()
        .toCompletableFuture()
        .completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS)
        .thenRunAsync(() -> end(server), work -> Thread.ofVirtual().name("retire").start(work));
  }

  private void end(Server server) {
    server.close();
    retiring.remove(server);
  }

  /**
   * Takes a server away at once and closes its connections. May block.
   *
   * @return whether there was one of that name
   */
  public boolean remove(String name) {
    Server server = running.remove(name);
    if (server == null) {
      return false;
    }
    server.close();
    logger.info("server {} is gone", name);
    return true;
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
    List<Server> all = new ArrayList<>(running.values());
    all.addAll(retiring);
    List<CompletableFuture<Void>> drains = new ArrayList<>();
    all.forEach(server -> drains.add(server.drain().toCompletableFuture()));
    int open = all.stream().mapToInt(Server::activeConnections).sum();
    if (open > 0) {
      logger.info("waiting up to {} s for {} connections to end", limit.toSeconds(), open);
    }
    return CompletableFuture.allOf(drains.toArray(CompletableFuture[]::new))
        .thenApply(done -> true)
        .completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }

  /** Closes all servers and their connections. */
  public void stop() {
    List<Server> all = new ArrayList<>(running.values());
    all.addAll(retiring);
    running.clear();
    AtOnce.run("close", all.stream().<Runnable>map(server -> server::close).toList());
  }
}
