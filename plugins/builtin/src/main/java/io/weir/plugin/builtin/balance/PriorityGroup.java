package io.weir.plugin.builtin.balance;

import static io.weir.api.balance.Selector.NONE;

import io.weir.api.Backend;
import io.weir.api.balance.Candidates;
import java.util.List;
import java.util.random.RandomGenerator;

/** The backends of one priority, and a draw among them in proportion to weight. */
final class PriorityGroup {

  /**
   * How often a draw that hits an unusable backend is repeated before all are looked at. Either way
   * gives the right proportions; with three of four usable, one election in 65,000 needs to look.
   */
  private static final int DRAWS = 8;

  private final int[] members;

  /**
   * For each member, its weight and the weights of all before it: long, so that no sum overflows.
   */
  private final long[] upTo;

  private PriorityGroup(int[] members, long[] upTo) {
    this.members = members;
    this.upTo = upTo;
  }

  /** The group of the backends at some indexes of a list. */
  static PriorityGroup of(int[] members, List<Backend> backends) {
    long[] upTo = new long[members.length];
    long sum = 0;
    for (int i = 0; i < members.length; i++) {
      sum += backends.get(members[i]).weight();
      upTo[i] = sum;
    }
    return new PriorityGroup(members, upTo);
  }

  /** Whether so many members are usable. */
  boolean hasUsable(int wanted, Candidates candidates) {
    if (members.length < wanted || candidates.allUsable()) {
      return members.length >= wanted;
    }
    int usable = 0;
    for (int i = 0; i < members.length && usable < wanted; i++) {
      if (candidates.isUsable(members[i])) {
        usable++;
      }
    }
    return usable == wanted;
  }

  /** Chooses an index of the list, or none if no member is usable. */
  int select(Candidates candidates, RandomGenerator random) {
    boolean allUsable = candidates.allUsable();
    for (int draw = 0; draw < DRAWS; draw++) {
      int index = members[draw(random)];
      if (allUsable || candidates.isUsable(index)) {
        return index;
      }
    }
    return selectAmongFew(candidates, random);
  }

  private int draw(RandomGenerator random) {
    long total = upTo[upTo.length - 1];
    return total == 0 ? random.nextInt(members.length) : firstAbove(random.nextLong(total));
  }

  /** The first member up to which the weights exceed a value; never one of weight 0. */
  private int firstAbove(long value) {
    int low = 0;
    int high = upTo.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (upTo[middle] > value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private int selectAmongFew(Candidates candidates, RandomGenerator random) {
    int usable = 0;
    long weights = 0;
    for (int i = 0; i < members.length; i++) {
      if (candidates.isUsable(members[i])) {
        usable++;
        weights += weight(i);
      }
    }
    if (usable == 0) {
      return NONE;
    }
    boolean uniform = weights == 0;
    long rest = random.nextLong(uniform ? usable : weights);
    int last = NONE;
    for (int i = 0; i < members.length; i++) {
      // A member may have reached its limit since it was counted, so the end can come too early.
      if (candidates.isUsable(members[i])) {
        last = members[i];
        rest -= uniform ? 1 : weight(i);
        if (rest < 0) {
          break;
        }
      }
    }
    return last;
  }

  private long weight(int member) {
    return upTo[member] - (member == 0 ? 0 : upTo[member - 1]);
  }
}
