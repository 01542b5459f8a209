package io.weir.core.connection;

import io.weir.api.balance.ConnectionInfo;
import io.weir.core.stats.ConnectionTimes;
import io.weir.core.stats.Throttle;
import io.weir.core.stats.TrafficCounters;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server knows about all of its connections, or of its sessions where its protocol has no
 * connections: how many are open, what went through them, how long they took and why they ended.
 * Every event loop writes in it.
 */
public final class ConnectionLedger {
  private static final Logger logger = LoggerFactory.getLogger(ConnectionLedger.class);
  private static final long LIMIT_WARNING_PERIOD = TimeUnit.SECONDS.toNanos(10);

  private final String server;
  private final ConnectionLog log;
  private final TrafficCounters counters = new TrafficCounters();
  private final ConnectionTimes times = new ConnectionTimes();
  private final CloseCounters closed = new CloseCounters();
  private final AtomicInteger active = new AtomicInteger();
  private final Throttle limitWarnings = new Throttle(LIMIT_WARNING_PERIOD, System.nanoTime());
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile boolean draining;

  /**
   * Nothing has happened yet.
   *
   * @param server the server's name, for the logs
   * @param log hears of connections that have ended
   */
  public ConnectionLedger(String server, ConnectionLog log) {
    this.server = server;
    this.log = log;
  }

  /**
   * One is open from now on, whether or not there is room for it.
   *
   * @param limit how many may be open; 0 means any number
   * @param nanoTime the time now
   * @return whether there is room
   */
  boolean opened(int limit, long nanoTime) {
    counters.addConnection();
    boolean room = hasRoom(active.incrementAndGet() - 1, limit);
    if (!room) {
      warnOfLimit(limit, nanoTime);
    }
    return room;
  }

  /**
   * One is open from now on if there is room for it.
   *
   * @param limit how many may be open; 0 means any number
   * @param nanoTime the time now
   * @return whether there was room
   */
  public boolean openIfRoom(int limit, long nanoTime) {
    int now = active.get();
    while (hasRoom(now, limit)) {
      if (active.compareAndSet(now, now + 1)) {
        counters.addConnection();
        return true;
      }
      now = active.get();
    }
    warnOfLimit(limit, nanoTime);
    return false;
  }

  private static boolean hasRoom(int open, int limit) {
    return limit == 0 || open < limit;
  }

  private void warnOfLimit(int limit, long nanoTime) {
    if (limitWarnings.pass(nanoTime)) {
      logger.warn(
          "server {}: {} connections are open, which is max_connections; closing new clients ({} since"
              + " the last warning)",
          server,
          limit,
          limitWarnings.takeHeld() + 1);
    }
  }

  /**
   * A client was turned away before anything was opened for it. It counts as a connection that
   * ended at once, so that the sums agree, but there is nothing to tell about it in a log.
   */
  public void turnedAway(CloseReason reason) {
    counters.addConnection();
    closed.count(reason);
  }

  /** One that there was room for could not be opened after all. */
  public void notOpened(CloseReason reason) {
    closed.count(reason);
    leave();
  }

  /** One has got a backend. */
  public void connected(ConnectionTally tally) {
    times.connect().record(tally.connected());
  }

  /**
   * One has ended.
   *
   * @param connection whose it was
   * @param tally what it noted
   * @param logged whether the {@link ConnectionLog} may hear of it
   */
  public void ended(
      ConnectionInfo connection, ConnectionTally tally, boolean logged, CloseReason reason) {
    long length = tally.lengthNanos();
    closed.count(reason);
    times.length().record(length);
    if (logged && log.listens()) {
      log.ended(tally.ended(server, connection, length, reason));
    }
    if (logger.isDebugEnabled()) {
      logger.debug("server {}: {} ended: {}", server, connection, reason.word());
    }
    leave();
  }

  private void leave() {
    if (active.decrementAndGet() == 0 && draining) {
      drained.complete(null);
    }
  }

  /**
   * Tells when the last one has ended. To be called once no more are opened.
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

  /** How many are open now. */
  public int active() {
    return active.get();
  }
}
