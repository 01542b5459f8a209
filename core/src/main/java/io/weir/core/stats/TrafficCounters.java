package io.weir.core.stats;

import java.util.concurrent.atomic.LongAdder;

/**
 * What went through a server or a backend. Counting never locks and never allocates; reading gives
 * sums that are exact once traffic rests. rx is from the backend to the client, tx from the client
 * to the backend, as gobetween has it.
 */
public final class TrafficCounters {
  private final LongAdder rx = new LongAdder();
  private final LongAdder tx = new LongAdder();
  private final LongAdder connections = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /** Counts bytes from a backend to a client. */
  public void addRx(long bytes) {
    rx.add(bytes);
  }

  /** Counts bytes from a client to a backend. */
  public void addTx(long bytes) {
    tx.add(bytes);
  }

  /** Counts a connection that began. */
  public void addConnection() {
    connections.increment();
  }

  /** Counts a connection that a backend refused or did not answer. */
  public void addRefused() {
    refused.increment();
  }

  /** Bytes from backends to clients. */
  public long rx() {
    return rx.sum();
  }

  /** Bytes from clients to backends. */
  public long tx() {
    return tx.sum();
  }

  /** Connections that began. */
  public long connections() {
    return connections.sum();
  }

  /** Connections that a backend refused or did not answer. */
  public long refused() {
    return refused.sum();
  }
}
