package io.weir.core.pool;

import io.weir.api.balance.ConnectionInfo;
import java.util.List;

/**
 * What a pool is at one moment. It never changes and is published as one reference, so that a
 * connection sees members, their health and the balancer's choice as of the same moment and reads
 * nothing under a lock.
 */
public final class PoolSnapshot {
  static final PoolSnapshot NOT_DISCOVERED = new PoolSnapshot(false, List.of(), CandidateSet.EMPTY);

  private final boolean discovered;
  private final List<PoolMember> members;
  private final CandidateSet candidates;

  PoolSnapshot(boolean discovered, List<PoolMember> members, CandidateSet candidates) {
    this.discovered = discovered;
    this.members = members;
    this.candidates = candidates;
  }

  /** Whether a discovery has answered yet; "no members" means little before. */
  public boolean discovered() {
    return discovered;
  }

  /** All members, draining ones too, in the order of their {@code host:port}. */
  public List<PoolMember> members() {
    return members;
  }

  /** How many members may be chosen: discovered, live, enabled and resolved. */
  public int eligible() {
    return candidates.size();
  }

  /**
   * Among whom to choose for a connection. The one set there is; sets prepared per server name are
   * looked up here once servers route by name.
   */
  CandidateSet candidatesFor(ConnectionInfo connection) {
    return candidates;
  }

  CandidateSet candidates() {
    return candidates;
  }
}
