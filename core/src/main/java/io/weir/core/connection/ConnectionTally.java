package io.weir.core.connection;

import io.weir.api.balance.ConnectionInfo;
import io.weir.core.pool.PoolMember;
import io.weir.core.stats.TrafficCounters;
import io.weir.core.transport.Loop;
import io.weir.core.transport.PeerIdentity;
import io.weir.core.transport.Side;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a connection notes about itself on its way: its backend, its bytes, and when things
 * happened. Touched only on its event loop; a read costs an addition and no look at the clock.
 */
public final class ConnectionTally {
  private static final long NOT_YET = -1;

  private final Loop loop;
  private final long began;
  private long firstTried;
  private long connected;
  private @Nullable PoolMember backend;
  private @Nullable PeerIdentity identity;
  private long connectNanos = NOT_YET;
  private long firstByteNanos = NOT_YET;
  private long rx;
  private long tx;

  /** Begins now. */
  public ConnectionTally(Loop loop) {
    this.loop = loop;
    this.began = loop.nanoTime();
  }

  /** The client has shown a certificate, or none. */
  void identified(@Nullable PeerIdentity client) {
    identity = client;
  }

  /** A backend is being tried. */
  public void trying(PoolMember member) {
    if (backend == null) {
      firstTried = loop.nanoTime();
    }
    backend = member;
  }

  /**
   * The backend tried last is connected.
   *
   * @return nanoseconds since the first one was tried
   */
  public long connected() {
    connected = loop.nanoTime();
    connectNanos = connected - firstTried;
    return connectNanos;
  }

  /** Counts bytes that have come from a side for a server, or for one of its backends. */
  public static void count(TrafficCounters counters, Side from, long bytes) {
    if (from == Side.CLIENT) {
      counters.addTx(bytes);
    } else {
      counters.addRx(bytes);
    }
  }

  /** Bytes have come from a side. */
  public void read(Side from, long bytes) {
    if (from == Side.CLIENT) {
      tx += bytes;
      return;
    }
    if (rx == 0) {
      firstByteNanos = loop.nanoTime() - connected;
    }
    rx += bytes;
  }

  long lengthNanos() {
    return loop.nanoTime() - began;
  }

  /**
   * All of it, at the end.
   *
   * @param length what {@link #lengthNanos} said at the end
   */
  EndedConnection ended(String server, ConnectionInfo connection, long length, CloseReason reason) {
    Duration total = Duration.ofNanos(length);
    return new EndedConnection(
        Instant.now().minus(total),
        server,
        connection.client(),
        connection.local(),
        backend == null ? null : backend.address(),
        rx,
        tx,
        span(connectNanos),
        span(firstByteNanos),
        total,
        identity,
        reason);
  }

  private static @Nullable Duration span(long nanos) {
    return nanos == NOT_YET ? null : Duration.ofNanos(nanos);
  }
}
