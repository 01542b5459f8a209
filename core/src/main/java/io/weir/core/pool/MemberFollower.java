package io.weir.core.pool;

import java.util.List;

/** Does something for each member for as long as it is discovered: checks it, resolves its name. */
interface MemberFollower {

  /**
   * Names the members there are now: discovered, in no promised order. Called by the pool's writer
   * after the members or their addresses changed; must not block.
   */
  void follow(List<PoolMember> members);
}
