package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.core.stats.TrafficCounters;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A backend in a server's pool, with what is known and counted about it. It stays the same object for
 * as long as its address is known, whatever else about it changes. Only the pool's writer changes its
 * state; everybody may read it.
 */
public final class PoolMember {
  private final HostPort address;
  private final TrafficCounters counters = new TrafficCounters();
  private final AtomicInteger active = new AtomicInteger();
  private volatile Backend backend;
  private volatile @Nullable InetSocketAddress resolved;

  PoolMember(Backend backend) {
    this.address = backend.address();
    this.backend = backend;
  }

  /** Its address as discovered; its identity. */
  public HostPort address() {
    return address;
  }

  /** What its discovery last said of it. */
  public Backend backend() {
    return backend;
  }

  /** Where to connect to; null as long as its host name is not resolved. */
  public @Nullable InetSocketAddress resolved() {
    return resolved;
  }

  /** What went through it. */
  public TrafficCounters counters() {
    return counters;
  }

  /** Connections open to it now. */
  public int activeConnections() {
    return active.get();
  }

  void update(Backend newBackend) {
    backend = newBackend;
  }

  void resolveTo(InetSocketAddress address) {
    resolved = address;
  }

  /** Takes a place, unless its limit is reached. */
  boolean tryAcquire() {
    int limit = backend.maxConnections();
    if (limit == 0) {
      active.incrementAndGet();
      return true;
    }
    int now = active.get();
    while (now < limit) {
      if (active.compareAndSet(now, now + 1)) {
        return true;
      }
      now = active.get();
    }
    return false;
  }

  void release() {
    active.decrementAndGet();
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
