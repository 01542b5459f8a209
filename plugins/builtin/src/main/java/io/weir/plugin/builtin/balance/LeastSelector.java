package io.weir.plugin.builtin.balance;

import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;

/**
 * The least loaded backend. Among equals they take turns, as far as several event loops that choose
 * at the same moment can: else a burst on idle backends would all go to the first one.
 */
abstract class LeastSelector implements Selector {

  /** Where the search begins: behind the last choice. Lost updates do no harm. */
  private volatile int next;

  abstract long load(Candidates candidates, int index);

  @Override
  public final int select(ConnectionInfo connection, Candidates candidates) {
    boolean allUsable = candidates.allUsable();
    int size = candidates.size();
    int best = NONE;
    long least = Long.MAX_VALUE;
    int i = next;
    for (int looked = 0; looked < size; looked++, i++) {
      if (i >= size) {
        i = 0;
      }
      if (allUsable || candidates.isUsable(i)) {
        long load = load(candidates, i);
        if (load < least || best == NONE) {
          least = load;
          best = i;
          if (load == 0) {
            break;
          }
        }
      }
    }
    next = best + 1;
    return best;
  }
}
