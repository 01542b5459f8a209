package io.weir.core.pool;

import io.weir.api.Backend;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the pool's writer has not applied yet. A later change replaces an earlier one of the same
 * thing, so that it never holds more than one list and three facts per member, however fast a
 * plugin talks and however slow the writer is.
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
    private final Map<PoolMember, InetSocketAddress> resolved = new LinkedHashMap<>();

    /** The newest list; null if none came. */
    @Nullable List<Backend> backends() {
      return backends;
    }

    /** Brings what is known of single members up to date. */
    void applyToMembers() {
      live.forEach(PoolMember::setLive);
      enabled.forEach(PoolMember::setEnabled);
      resolved.forEach(PoolMember::resolveTo);
    }

    boolean hasResolved() {
      return !resolved.isEmpty();
    }
  }
}
