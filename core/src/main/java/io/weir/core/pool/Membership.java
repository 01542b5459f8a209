package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who belongs to a pool: keeps the members it knows when a new list names them again, and those
 * that vanished until their last connection has ended. For the pool's writer alone.
 */
final class Membership {
  /** gobetween's order: bytewise by {@code host:port}. */
  static final Comparator<PoolMember> ORDER = Comparator.comparing(PoolMember::toString);

  private final MemberFactory factory;
  private final Conduct.Judge judge;
  private final Map<HostPort, PoolMember> known = new HashMap<>();
  private final Set<PoolMember> draining = new HashSet<>();
  private List<PoolMember> ordered = List.of();
  private boolean begun;

  Membership(MemberFactory factory, Conduct.Judge judge) {
    this.factory = factory;
    this.judge = judge;
  }

  /** All members in order; the same object for as long as they are the same. */
  List<PoolMember> ordered() {
    return ordered;
  }

  /** The members of the newest list. */
  List<PoolMember> discovered() {
    return draining.isEmpty()
        ? ordered
        : ordered.stream().filter(member -> !draining.contains(member)).toList();
  }

  /**
   * Takes over a list; of several backends with the same address the last one counts.
   *
   * @return whether members came, went or came back
   */
  boolean merge(List<Backend> backends) {
    Map<HostPort, Backend> wanted = HashMap.newHashMap(backends.size());
    backends.forEach(backend -> wanted.put(backend.address(), backend));
    boolean changed = false;
    for (PoolMember member : known.values()) {
      Backend backend = wanted.remove(member.address());
      changed |= backend == null ? vanished(member) : seenAgain(member, backend);
    }
    for (Backend backend : wanted.values()) {
      known.put(backend.address(), factory.create(backend, begun, judge));
    }
    begun |= !backends.isEmpty();
    if (!wanted.isEmpty()) {
      ordered = known.values().stream().sorted(ORDER).toList();
    }
    return changed || !wanted.isEmpty();
  }

  /** Whether a member is missing in the newest list. */
  boolean isVanished(PoolMember member) {
    return draining.contains(member);
  }

  private boolean vanished(PoolMember member) {
    return draining.add(member);
  }

  private boolean seenAgain(PoolMember member, Backend backend) {
    member.update(backend);
    if (!draining.remove(member)) {
      return false;
    }
    member.stopDraining();
    return true;
  }

  /**
   * Closes those that have vanished to new connections. To be called when a snapshot without them
   * is published: an election that finds one of them closed then finds others in the newest
   * snapshot.
   */
  void closeVanished() {
    draining.forEach(PoolMember::startDraining);
  }

  /**
   * Lets go of those that are closed and have no connection left.
   *
   * @return whether there were any
   */
  boolean dropDrained() {
    // A closed member gets no place again, so one without places stays without.
    Set<PoolMember> gone = new HashSet<>();
    draining.stream().filter(member -> member.activeConnections() == 0).forEach(gone::add);
    if (!gone.isEmpty()) {
      gone.forEach(this::forget);
      ordered = ordered.stream().filter(member -> !gone.contains(member)).toList();
    }
    return !gone.isEmpty();
  }

  /** Lets go of everybody. */
  void clear() {
    List.copyOf(known.values()).forEach(this::forget);
    ordered = List.of();
  }

  private void forget(PoolMember member) {
    draining.remove(member);
    known.remove(member.address());
    factory.retire(member);
  }
}
