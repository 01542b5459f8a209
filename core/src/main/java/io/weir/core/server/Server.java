package io.weir.core.server;

import io.weir.core.certificate.CertificateStatus;
import io.weir.core.connection.CloseCounters;
import io.weir.core.pool.BackendPool;
import io.weir.core.stats.ConnectionTimes;
import io.weir.core.stats.TrafficCounters;
import io.weir.core.stats.TrafficRates;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A running server. It stays the same object, with its counters and its backends' statistics, for
 * as long as its name and protocol do, whatever else of its settings changes. Its methods may be
 * called from any thread.
 */
public interface Server {

  /** What it goes by now. */
  ServerDefinition definition();

  /**
   * Prepares going on by another definition of the same name and protocol. Connections that are
   * open when it is committed finish by the settings they began with; not one is refused or cut.
   * May block.
   *
   * @throws RuntimeException if that is not possible, as in {@link Protocol#prepare}; it goes on as
   *     it was then
   */
  PreparedServer prepare(ServerDefinition next);

  /** The address it listens on, with the port that the system chose. */
  InetSocketAddress address();

  /** Its backends. */
  BackendPool pool();

  /** The certificates that its clients are shown, the default first; none where there is no TLS. */
  List<CertificateStatus> certificates();

  /** What went through it. */
  TrafficCounters counters();

  /** How fast it goes through it. */
  TrafficRates rates();

  /** How long its connections took. */
  ConnectionTimes times();

  /** Why its connections ended. */
  CloseCounters closed();

  /**
   * How many datagrams the system has dropped since the address was bound, because weir did not
   * read them in time; 0 for streams. May block for a moment.
   */
  long droppedDatagrams();

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
