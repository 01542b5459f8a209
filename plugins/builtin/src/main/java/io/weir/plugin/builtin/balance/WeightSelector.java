package io.weir.plugin.builtin.balance;

import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import java.util.random.RandomGenerator;

/** The first group, in order of priority, that has a usable backend decides. */
final class WeightSelector implements Selector {
  private final PriorityGroup[] groups;
  private final RandomGenerator random;

  WeightSelector(PriorityGroup[] groups, RandomGenerator random) {
    this.groups = groups;
    this.random = random;
  }

  @Override
  public int select(ConnectionInfo connection, Candidates candidates) {
    for (PriorityGroup group : groups) {
      int index = group.select(candidates, random);
      if (index != NONE) {
        return index;
      }
    }
    return NONE;
  }
}
