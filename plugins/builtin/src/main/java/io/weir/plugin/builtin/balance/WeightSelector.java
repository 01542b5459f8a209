package io.weir.plugin.builtin.balance;

import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import java.util.random.RandomGenerator;

/** The first group, in order of priority, that has enough usable backends decides. */
final class WeightSelector implements Selector {
  private final PriorityGroup[] groups;
  private final RandomGenerator random;

  private final int minUsable;

  WeightSelector(PriorityGroup[] groups, RandomGenerator random, int minUsable) {
    this.groups = groups;
    this.random = random;
    this.minUsable = minUsable;
  }

  @Override
  public int select(ConnectionInfo connection, Candidates candidates) {
    for (int i = 0; i < groups.length; i++) {
      boolean last = i == groups.length - 1;
      if (minUsable == 1 || last || groups[i].hasUsable(minUsable, candidates)) {
        int index = groups[i].select(candidates, random);
        if (index != NONE) {
          return index;
        }
      }
    }
    return NONE;
  }
}
