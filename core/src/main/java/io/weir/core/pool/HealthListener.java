package io.weir.core.pool;

/** Learns which members work. */
@FunctionalInterface
interface HealthListener {

  /**
   * A member counts as live from now on, or as down. Never blocks.
   *
   * @param reason what the check says about it; may be empty if it is live
   */
  void changed(PoolMember member, boolean live, String reason);

  /** A check has not found a member well, or has failed itself. Never blocks. */
  default void failed() {}
}
