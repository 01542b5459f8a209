package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.api.balance.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Members among which one is chosen, with the choice prepared by the balancer: all eligible members
 * of a server, or those for one server name. The place of a member in {@link #member} is its index
 * for the {@link Selector}.
 */
final class CandidateSet {
  static final CandidateSet EMPTY =
      new CandidateSet(
          null, List.of(), List.of(), new PreparedSelector((_, _) -> Selector.NONE, true));

  private final @Nullable FailsafeBalancer balancer;
  private final PoolMember[] members;
  private final List<Backend> backends;
  private final PreparedSelector prepared;
  private final boolean limited;

  /**
   * Makes a set.
   *
   * @param balancer who was asked for the choice; null if nobody was
   */
  CandidateSet(
      @Nullable FailsafeBalancer balancer,
      List<PoolMember> members,
      List<Backend> backends,
      PreparedSelector prepared) {
    this.balancer = balancer;
    this.members = members.toArray(PoolMember[]::new);
    this.backends = backends;
    this.prepared = prepared;
    this.limited = backends.stream().anyMatch(backend -> backend.maxConnections() > 0);
  }

  /** Who was asked for the choice, and is to hear what came of it; null if nobody was. */
  @Nullable FailsafeBalancer balancer() {
    return balancer;
  }

  int size() {
    return members.length;
  }

  PoolMember member(int index) {
    return members[index];
  }

  Selector selector() {
    return prepared.selector();
  }

  /** Whether any member has a limit, so that the room of each has to be looked at. */
  boolean limited() {
    return limited;
  }

  /** Whether a balancer itself made the choice for just these members and what is said of them. */
  boolean serves(FailsafeBalancer by, List<PoolMember> otherMembers, List<Backend> otherBackends) {
    boolean byAnother = balancer != null && balancer != by;
    if (byAnother || !prepared.byBalancer() || members.length != otherMembers.size()) {
      return false;
    }
    for (int i = 0; i < members.length; i++) {
      if (members[i] != otherMembers.get(i)) {
        return false;
      }
    }
    return backends.equals(otherBackends);
  }
}
