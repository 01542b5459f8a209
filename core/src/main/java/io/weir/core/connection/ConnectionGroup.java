package io.weir.core.connection;

import io.weir.core.pool.BackendSource;
import io.weir.core.stats.ConnectionTimes;
import io.weir.core.stats.Throttle;
import io.weir.core.stats.TrafficCounters;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one server: takes them in, counts them, and ends them when the server stops. A
 * connection counts towards the limit from accept to its end.
 */
public final class ConnectionGroup implements StreamAcceptor {
  private static final Logger logger = LoggerFactory.getLogger(ConnectionGroup.class);
  private static final long LIMIT_WARNING_PERIOD = TimeUnit.SECONDS.toNanos(10);

  private final String server;
  private final BackendSource backends;
  private final ConnectionLog log;
  private final TrafficCounters counters = new TrafficCounters();
  private final ConnectionTimes times = new ConnectionTimes();
  private final CloseCounters closed = new CloseCounters();
  private final AtomicInteger active = new AtomicInteger();
  private final Map<TransportLoop, OpenConnections> open = new ConcurrentHashMap<>();
  private final Throttle limitWarnings = new Throttle(LIMIT_WARNING_PERIOD, System.nanoTime());
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile ConnectionTerms terms;
  private volatile boolean draining;

  /**
   * Makes an empty group.
   *
   * @param server the server's name, for the logs
   * @param terms what its connections begin with
   * @param backends where they get their backends from
   * @param log hears of those that have ended
   */
  public ConnectionGroup(
      String server, ConnectionTerms terms, BackendSource backends, ConnectionLog log) {
    this.server = server;
    this.terms = terms;
    this.backends = backends;
    this.log = log;
  }

  /** Has new connections begin with other terms. Those that are open keep theirs, and count on. */
  public void change(ConnectionTerms newTerms) {
    terms = newTerms;
  }

  @Override
  public void accepted(StreamSocket client) {
    int now = active.incrementAndGet();
    counters.addConnection();
    ConnectionTerms agreed = terms;
    int limit = agreed.policy().maxConnections();
    boolean overLimit = limit > 0 && now > limit;
    if (overLimit && limitWarnings.pass(client.loop().nanoTime())) {
      logger.warn(
          "server {}: {} connections are open, which is max_connections; closing new clients ({} since"
              + " the last warning)",
          server,
          limit,
          limitWarnings.takeHeld() + 1);
    }
    ConnectionMachine connection = new ConnectionMachine(this, agreed, client);
    openOn(client.loop()).add(connection);
    connection.begin(overLimit);
  }

  void connected(ConnectionTally tally) {
    times.connect().record(tally.connected());
  }

  void ended(ConnectionMachine connection, CloseReason reason) {
    openOn(connection.loop()).remove(connection);
    long length = connection.tally().lengthNanos();
    closed.count(reason);
    times.length().record(length);
    if (connection.policy().logged() && log.listens()) {
      log.ended(connection.tally().ended(server, connection, length, reason));
    }
    if (logger.isDebugEnabled()) {
      logger.debug("server {}: {} ended: {}", server, connection, reason.word());
    }
    if (active.decrementAndGet() == 0 && draining) {
      drained.complete(null);
    }
  }

  private OpenConnections openOn(TransportLoop loop) {
    OpenConnections known = open.get(loop);
    // Looked up first because computeIfAbsent may lock, and every loop comes by here.
    return known != null ? known : open.computeIfAbsent(loop, any -> new OpenConnections());
  }

  /**
   * Tells when the last connection has ended. To be called once no more are accepted.
   *
   * @return completed when there is none left
   */
  public CompletionStage<Void> drain() {
    draining = true;
    if (active.get() == 0) {
      drained.complete(null);
    }
    return drained.copy();
  }

  /** Ends all connections. */
  public void endAll(CloseReason reason) {
    open.forEach((loop, connections) -> loop.execute(() -> connections.endAll(reason)));
  }

  /** What went through the server. */
  public TrafficCounters counters() {
    return counters;
  }

  /** How long its connections took. */
  public ConnectionTimes times() {
    return times;
  }

  /** Why its connections ended. */
  public CloseCounters closed() {
    return closed;
  }

  /** Connections open now. */
  public int active() {
    return active.get();
  }

  BackendSource backends() {
    return backends;
  }
}
