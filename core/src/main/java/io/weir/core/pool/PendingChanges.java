package io.weir.core.pool;

import io.weir.api.Backend;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the pool's writer has not applied yet. A later change replaces an earlier one of the same
 * thing, so that it never holds more than one list and five facts per member, however fast a plugin
 * talks and however slow the writer is.
 */
final class PendingChanges {
  private Batch batch = new Batch();

  synchronized void backends(List<Backend> backends) {
    batch.backends = backends;
  }

  synchronized void live(PoolMember member, boolean live) {
    batch.live.put(member, live);
  }

  synchronized void enabled(PoolMember member, boolean enabled) {
    batch.enabled.put(member, enabled);
  }

  synchronized void drain(PoolMember member, boolean drain) {
    batch.drain.put(member, drain);
  }

  synchronized void weight(PoolMember member, OptionalInt weight) {
    batch.weight.put(member, weight);
  }

  synchronized void resolved(PoolMember member, InetSocketAddress address) {
    batch.resolved.put(member, address);
  }

  /** Everything there is; it belongs to the caller. */
  synchronized Batch take() {
    Batch taken = batch;
    batch = new Batch();
    return taken;
  }

  /** Changes that are applied together. */
  static final class Batch {
    private @Nullable List<Backend> backends;
    private final Map<PoolMember, Boolean> live = new LinkedHashMap<>();
    private final Map<PoolMember, Boolean> enabled = new LinkedHashMap<>();
    private final Map<PoolMember, Boolean> drain = new LinkedHashMap<>();
    private final Map<PoolMember, OptionalInt> weight = new LinkedHashMap<>();
    private final Map<PoolMember, InetSocketAddress> resolved = new LinkedHashMap<>();

    /** The newest list; null if none came. */
    @Nullable List<Backend> backends() {
      return backends;
    }

    /** Brings what is known of single members up to date. */
    void applyToMembers() {
      live.forEach(PoolMember::setLive);
      enabled.forEach(PoolMember::setEnabled);
      drain.forEach(PoolMember::setDrain);
      weight.forEach(PoolMember::setWeight);
      resolved.forEach(PoolMember::resolveTo);
    }

    /** Whether it holds something that those who do work for single members go by. */
    boolean concernsFollowers() {
      return !resolved.isEmpty() || !enabled.isEmpty();
    }
  }
}
