package io.weir.core.pool;

import java.util.List;

/**
 * What a pool is at one moment. It never changes and is published as one reference, so that a
 * connection sees members, their health and the balancer's choice as of the same moment and reads
 * nothing under a lock.
 */
public final class PoolSnapshot {
  static final PoolSnapshot NOT_DISCOVERED = new PoolSnapshot(false, List.of(), Routes.NONE);

  private final boolean discovered;
  private final List<PoolMember> members;
  private final Routes routes;

  PoolSnapshot(boolean discovered, List<PoolMember> members, Routes routes) {
    this.discovered = discovered;
    this.members = members;
    this.routes = routes;
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
    return routes.all().size();
  }

  /** Among whom to choose. */
  Routes routes() {
    return routes;
  }
}
