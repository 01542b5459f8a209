package io.weir.core.pool;

import java.util.List;
import java.util.function.Predicate;

/**
 * Who may be chosen.
 *
 * @param members in the order of their {@code host:port}
 * @param spare who may be chosen for a server name for which none of the members is there
 * @param panic whether those that are down are among the members, as too few others are left
 * @param ramping whether some of the members take less than their whole share yet
 */
record Eligible(List<PoolMember> members, List<PoolMember> spare, boolean panic, boolean ramping) {

  /**
   * Chooses.
   *
   * @param discovered all backends there are
   * @param panicThreshold below how many percent all are used; 0 means never
   */
  static Eligible among(List<PoolMember> discovered, int panicThreshold) {
    List<PoolMember> usable = which(discovered, MemberState::usable);
    List<PoolMember> possible =
        panicThreshold == 0 ? usable : which(discovered, MemberState::usableInPanic);
    if (usable.size() * 100L < (long) panicThreshold * possible.size()) {
      return new Eligible(possible, List.of(), true, false);
    }
    List<PoolMember> standby = which(discovered, MemberState::standsBy);
    return usable.isEmpty()
        ? new Eligible(standby, List.of(), false, false)
        : new Eligible(
            usable, standby, false, usable.stream().anyMatch(member -> member.state().isRamping()));
  }

  private static List<PoolMember> which(
      List<PoolMember> discovered, Predicate<MemberState> wanted) {
    return discovered.stream().filter(member -> wanted.test(member.state())).toList();
  }
}
