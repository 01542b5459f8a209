package io.weir.core.pool;

import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Outcome;
import io.weir.api.balance.Selector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The election that a {@link BackendPool} begins. It is itself the view that the balancer gets, so
 * that choosing makes no object: one connection, one object.
 */
final class MemberElection implements Election, Candidates {
  /**
   * How often a choice is repeated because others took the place in between. Each repetition means
   * that somebody else got a place, so more than this many come from a balancer that ignores what
   * is usable.
   */
  private static final int MAX_LOST_RACES = 64;

  /** How many snapshots are looked at; each costs a writer more than an election costs a reader. */
  private static final int MAX_CHANGES = 8;

  /**
   * Room for the first member and the default number of retries; more than that is made when
   * needed.
   */
  private static final int EXPECTED_TRIES = 4;

  private final BackendPool pool;
  private final boolean byName;
  private @Nullable PoolMember[] tried = new @Nullable PoolMember[EXPECTED_TRIES];
  private int triedCount;

  // Set for the length of one elect.
  private CandidateSet candidates = CandidateSet.EMPTY;
  private boolean allUsable;
  private boolean sparesStarting;
  private int client;
  private long now;

  /** Who made the last choice, and hears what came of it even if the server has another by then. */
  private @Nullable FailsafeBalancer balancer;

  /**
   * Begins.
   *
   * @param byName whether the server name decides who may be chosen
   */
  MemberElection(BackendPool pool, boolean byName) {
    this.pool = pool;
    this.byName = byName;
  }

  @Override
  public boolean prepare(ConnectionInfo connection, Waiter waiter) {
    if (candidatesFor(connection, pool.snapshot()) != null) {
      return true;
    }
    pool.writer().learn(connection.serverName(), waiter);
    return false;
  }

  @Override
  public void stopWaiting(ConnectionInfo connection, Waiter waiter) {
    pool.writer().forget(connection.serverName(), waiter);
  }

  private @Nullable CandidateSet candidatesFor(ConnectionInfo connection, PoolSnapshot snapshot) {
    Routes routes = snapshot.routes();
    return byName ? routes.of(connection.serverName()) : routes.all();
  }

  @Override
  public @Nullable PoolMember elect(ConnectionInfo connection) {
    PoolSnapshot snapshot = pool.snapshot();
    PoolMember member = elect(snapshot, connection);
    for (int changes = 0; member == null && changes < MAX_CHANGES; changes++) {
      PoolSnapshot newest = pool.snapshot();
      if (newest == snapshot) {
        return null;
      }
      // Those that were found closed may have vanished since, and others come in their place.
      snapshot = newest;
      member = elect(snapshot, connection);
    }
    return member;
  }

  private @Nullable PoolMember elect(PoolSnapshot snapshot, ConnectionInfo connection) {
    CandidateSet prepared = candidatesFor(connection, snapshot);
    if (prepared == null) {
      return null;
    }
    candidates = prepared;
    balancer = candidates.balancer();
    sparesStarting = snapshot.ramping();
    allUsable = !candidates.limited() && triedCount == 0 && !sparesStarting;
    try {
      return sparesStarting ? electSparing(connection) : elect(candidates.selector(), connection);
    } finally {
      // A connection may live for days: it must not keep the members of today for as long.
      candidates = CandidateSet.EMPTY;
    }
  }

  /** Leaves members in slow start out as their share is, unless nobody else can be chosen. */
  private @Nullable PoolMember electSparing(ConnectionInfo connection) {
    client = scatteredClient(connection);
    now = pool.nanoTime();
    PoolMember member = elect(candidates.selector(), connection);
    if (member == null) {
      sparesStarting = false;
      member = elect(candidates.selector(), connection);
    }
    return member;
  }

  private boolean isSpared(PoolMember member) {
    return sparesStarting && !member.takesPart(client, now);
  }

  /**
   * The client's address decides: a client that a member takes stays with it while the share grows,
   * where the balancer sends it there again, and so it is on all nodes.
   */
  private static int scatteredClient(ConnectionInfo connection) {
    int scattered = 0;
    for (int i = 0; i < connection.clientAddressLength(); i++) {
      scattered = (scattered ^ (connection.clientAddressByte(i) & 0xff)) * 0x01000193;
    }
    return scattered;
  }

  private @Nullable PoolMember elect(Selector selector, ConnectionInfo connection) {
    for (int races = 0; races < MAX_LOST_RACES; races++) {
      int index = selector.select(connection, this);
      if (index == Selector.NONE) {
        return null;
      }
      PoolMember member = candidates.member(index);
      if (!isTried(member) && !isSpared(member) && member.tryAcquire()) {
        remember(member);
        return member;
      }
      allUsable = false;
    }
    return null;
  }

  @Override
  public void beginAnew() {
    Arrays.fill(tried, 0, triedCount, null);
    triedCount = 0;
  }

  @Override
  public void report(PoolMember member, Outcome outcome, long nanos) {
    if (balancer != null) {
      balancer.outcome(member.backend(), outcome, nanos);
    }
  }

  @Override
  public void release(PoolMember member) {
    if (member.release()) {
      pool.drained();
    }
  }

  @Override
  public int size() {
    return candidates.size();
  }

  @Override
  public boolean allUsable() {
    return allUsable;
  }

  @Override
  public boolean isUsable(int index) {
    PoolMember member = candidates.member(index);
    return allUsable || (member.hasRoom() && !isTried(member) && !isSpared(member));
  }

  @Override
  public int activeConnections(int index) {
    PoolMember member = candidates.member(index);
    return sparesStarting ? member.weighedConnections(now) : member.activeConnections();
  }

  @Override
  public long bytesPerSecond(int index) {
    return candidates.member(index).bytesPerSecond();
  }

  private boolean isTried(PoolMember member) {
    for (int i = 0; i < triedCount; i++) {
      if (tried[i] == member) {
        return true;
      }
    }
    return false;
  }

  private void remember(PoolMember member) {
    if (triedCount == tried.length) {
      tried = Arrays.copyOf(tried, triedCount * 2);
    }
    tried[triedCount++] = member;
  }
}
