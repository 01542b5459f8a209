package io.weir.core.server;

import io.weir.core.connection.CloseCounters;
import io.weir.core.pool.BackendPool;
import io.weir.core.stats.ConnectionTimes;
import io.weir.core.stats.TrafficCounters;
import io.weir.core.stats.TrafficRates;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/** A running server. Its methods may be called from any thread. */
public interface Server {

  /** What it was started from. */
  ServerDefinition definition();

  /** The address it listens on, with the port that the system chose. */
  InetSocketAddress address();

  /** Its backends. */
  BackendPool pool();

  /** What went through it. */
  TrafficCounters counters();

  /** How fast it goes through it. */
  TrafficRates rates();

  /** How long its connections took. */
  ConnectionTimes times();

  /** Why its connections ended. */
  CloseCounters closed();

  /** Connections open now. */
  int activeConnections();

  /**
   * Stops taking connections and lets the open ones go on.
   *
   * @return completed when the last one has ended
   */
  CompletionStage<Void> drain();

  /** Stops taking connections and closes the open ones. Returns when all is released. */
  void close();
}
