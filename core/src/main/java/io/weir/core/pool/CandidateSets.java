package io.weir.core.pool;

import io.weir.api.Backend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The candidate sets of a pool, by the keys of those in them. A set stays as long as nothing in it
 * changes; all that are new are prepared by one call. For the pool's writer alone.
 */
final class CandidateSets {
  private Map<Set<String>, CandidateSet> sets = Map.of(Set.of(), CandidateSet.EMPTY);

  /** A set that has to be prepared. */
  private record Lack(Set<String> keys, List<PoolMember> members, List<Backend> backends) {}

  /**
   * Prepares sets, and forgets those that nobody wants any more.
   *
   * @param wanted who is to be in which set
   * @param whenBack run if the balancer came back only after it was given up
   */
  void prepare(
      FailsafeBalancer balancer, Map<Set<String>, List<PoolMember>> wanted, Runnable whenBack) {
    Map<Set<String>, CandidateSet> next = HashMap.newHashMap(wanted.size());
    List<Lack> lacking = new ArrayList<>();
    wanted.forEach((keys, members) -> {
      List<Backend> backends = members.stream().map(PoolMember::backend).toList();
      CandidateSet old = sets.get(keys);
      if (old != null && old.serves(balancer, members, backends)) {
        next.put(keys, old);
      } else {
        lacking.add(new Lack(keys, members, backends));
      }
    });
    List<PreparedSelector> selectors =
        balancer.over(lacking.stream().map(Lack::backends).toList(), whenBack);
    for (int i = 0; i < lacking.size(); i++) {
      Lack lack = lacking.get(i);
      next.put(
          lack.keys(),
          new CandidateSet(balancer, lack.members(), lack.backends(), selectors.get(i)));
    }
    sets = next;
  }

  /** One of those that were prepared last; one without anybody if it was not among them. */
  CandidateSet of(Set<String> keys) {
    return sets.getOrDefault(keys, CandidateSet.EMPTY);
  }
}
