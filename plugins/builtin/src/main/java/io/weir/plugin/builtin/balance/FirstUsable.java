package io.weir.plugin.builtin.balance;

import io.weir.api.balance.Candidates;
import io.weir.api.balance.Selector;

/** Looks at some backends one after the other. */
final class FirstUsable {
  private FirstUsable() {}

  /**
   * The first that may be chosen; {@link Selector#NONE} if none may.
   *
   * @param members the indexes that are looked at, in this order
   * @param from the place in them at which the search begins; it ends before it
   */
  static int of(int[] members, int from, Candidates candidates) {
    for (int looked = 0; looked < members.length; looked++) {
      int index = members[(from + looked) % members.length];
      if (candidates.isUsable(index)) {
        return index;
      }
    }
    return Selector.NONE;
  }
}
