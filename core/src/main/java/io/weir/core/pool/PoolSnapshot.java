package io.weir.core.pool;

import java.util.List;

/**
 * What a pool is at one moment. It never changes and is published as one reference, so that a
 * connection sees members, their health and the balancer's choice as of the same moment and reads
 * nothing under a lock.
 */
public final class PoolSnapshot {
  static final PoolSnapshot NOT_DISCOVERED =
      new PoolSnapshot(false, List.of(), Routes.NONE, false, false);

  private final boolean discovered;
  private final List<PoolMember> members;
  private final Routes routes;
  private final boolean panic;
  private final boolean ramping;

  PoolSnapshot(
      boolean discovered, List<PoolMember> members, Routes routes, boolean panic, boolean ramping) {
    this.discovered = discovered;
    this.members = members;
    this.routes = routes;
    this.panic = panic;
    this.ramping = ramping;
  }

  /** Whether a connection would see no difference. */
  boolean isSameAs(PoolSnapshot other) {
    return discovered == other.discovered
        && panic == other.panic
        && ramping == other.ramping
        && members.equals(other.members)
        && routes.equals(other.routes);
  }

  /** Whether a discovery has answered yet; "no members" means little before. */
  public boolean discovered() {
    return discovered;
  }

  /** All members, draining ones too, in the order of their {@code host:port}. */
  public List<PoolMember> members() {
    return members;
  }

  /** How many members may be chosen. */
  public int eligible() {
    return routes.all().size();
  }

  /**
   * Whether members that are down are chosen as well, because fewer of the others are left than
   * {@code panic_threshold} says.
   */
  public boolean panic() {
    return panic;
  }

  /** Whether some of those who may be chosen take less than their whole share yet. */
  boolean ramping() {
    return ramping;
  }

  /** Among whom to choose. */
  Routes routes() {
    return routes;
  }
}
