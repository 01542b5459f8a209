package io.weir.core.pool;

import io.weir.api.Backend;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the pool's writer has not applied yet. A later change replaces an earlier one of the same
 * thing, so that it never holds more than one list, one balancer and six facts per member, however
 * fast a plugin talks and however slow the writer is; and one name for each connection that waits.
 */
final class PendingChanges {
  /**
   * How many names are handed out in one batch: with each, thousands of expressions may have to be
   * compared, and other changes are not to wait for that.
   */
  static final int NAMES_AT_ONCE = 16;

  private final Map<String, Set<Election.Waiter>> names = new LinkedHashMap<>();
  private Batch batch = new Batch();

  synchronized void backends(List<Backend> backends) {
    batch.backends = backends;
  }

  synchronized void balancer(FailsafeBalancer balancer) {
    batch.balancer = balancer;
  }

  synchronized void allLive() {
    batch.live.clear();
    batch.allLive = true;
  }

  /** Has those who do work for members told of all of them again. */
  synchronized void tellFollowers() {
    batch.tellFollowers = true;
  }

  /** Completes something once everything that came before it has been applied. */
  synchronized void whenApplied(CompletableFuture<Void> applied) {
    batch.waiting.add(applied);
  }

  /**
   * Asks for a server name.
   *
   * @param waiter told once that has been applied
   */
  synchronized void name(String name, Election.Waiter waiter) {
    names.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(waiter);
  }

  /** Tells somebody who has asked for a name nothing any more, if it is not too late. */
  synchronized void forget(String name, Election.Waiter waiter) {
    names.computeIfPresent(
        name,
        (_, waiters) -> {
          waiters.remove(waiter);
          return waiters.isEmpty() ? null : waiters;
        });
  }

  /**
   * Notes what the checks of a member have come to.
   *
   * @param reason what they say about it
   */
  synchronized void live(PoolMember member, boolean live, String reason) {
    batch.live.put(member, new Checked(live, reason));
  }

  /**
   * Notes that a member's connections fail.
   *
   * @param failures how many in a row
   */
  synchronized void failing(PoolMember member, int failures) {
    batch.failing.put(member, failures);
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

  /** Everything there is, but for some names if there are many; it belongs to the caller. */
  synchronized Batch take() {
    Batch taken = batch;
    batch = new Batch();
    Iterator<Map.Entry<String, Set<Election.Waiter>>> oldest = names.entrySet().iterator();
    while (taken.names.size() < NAMES_AT_ONCE && oldest.hasNext()) {
      Map.Entry<String, Set<Election.Waiter>> name = oldest.next();
      taken.names.put(name.getKey(), name.getValue());
      oldest.remove();
    }
    return taken;
  }

  /** Whether names are left that nobody has taken. */
  synchronized boolean hasNames() {
    return !names.isEmpty();
  }

  private record Checked(boolean live, String reason) {}

  /** Changes that are applied together. */
  static final class Batch {
    private @Nullable List<Backend> backends;
    private @Nullable FailsafeBalancer balancer;
    private boolean allLive;
    private boolean tellFollowers;
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private final Map<String, Set<Election.Waiter>> names = new LinkedHashMap<>();
    private final Map<PoolMember, Checked> live = new LinkedHashMap<>();
    private final Map<PoolMember, Integer> failing = new LinkedHashMap<>();
    private final Map<PoolMember, Boolean> enabled = new LinkedHashMap<>();
    private final Map<PoolMember, Boolean> drain = new LinkedHashMap<>();
    private final Map<PoolMember, OptionalInt> weight = new LinkedHashMap<>();
    private final Map<PoolMember, InetSocketAddress> resolved = new LinkedHashMap<>();

    /** The newest list; null if none came. */
    @Nullable List<Backend> backends() {
      return backends;
    }

    /** The balancer to go on with; null if it stays. */
    @Nullable FailsafeBalancer balancer() {
      return balancer;
    }

    /** The server names that are asked for. */
    Set<String> names() {
      return names.keySet();
    }

    /** How many connections in a row have failed with whom. */
    Map<PoolMember, Integer> failing() {
      return failing;
    }

    /**
     * Brings what is known of single members up to date.
     *
     * @param known all members
     */
    void applyToMembers(List<PoolMember> known) {
      if (allLive) {
        known.forEach(PoolMember::setUnchecked);
      }
      live.forEach((member, found) -> member.setLive(found.live(), found.reason()));
      enabled.forEach(PoolMember::setEnabled);
      drain.forEach(PoolMember::setDrain);
      weight.forEach(PoolMember::setWeight);
      resolved.forEach(PoolMember::resolveTo);
    }

    /** Whether it holds something that those who do work for single members go by. */
    boolean concernsFollowers() {
      return tellFollowers || !resolved.isEmpty() || !enabled.isEmpty();
    }

    /** Lets those go on who wait for this. */
    void applied() {
      waiting.forEach(waiter -> waiter.complete(null));
      names.values().forEach(waiters -> waiters.forEach(Election.Waiter::prepared));
    }
  }
}
