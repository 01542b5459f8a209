package io.weir.plugin.builtin.balance;

import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import java.util.random.RandomGenerator;

/**
 * The better one of two that are drawn at random (Mitzenmacher, "The Power of Two Choices"). It
 * does not look at all backends, and several weirs that choose at the same moment do not all go to
 * the same one.
 */
abstract class TwoChoices implements Selector {

  /** How often a draw that hits an unusable backend is repeated before one is searched for. */
  private static final int DRAWS = 8;

  private final RandomGenerator random;

  TwoChoices(RandomGenerator random) {
    this.random = random;
  }

  /** What is to be small. */
  abstract double load(Candidates candidates, int index);

  @Override
  public final int select(ConnectionInfo connection, Candidates candidates) {
    int one = draw(candidates, NONE);
    if (one == NONE) {
      return NONE;
    }
    int other = draw(candidates, one);
    return other == NONE || load(candidates, one) <= load(candidates, other) ? one : other;
  }

  /** A usable backend, but not a certain one; none if there is none. */
  private int draw(Candidates candidates, int except) {
    int size = candidates.size();
    if (size == 0) {
      return NONE;
    }
    boolean allUsable = candidates.allUsable();
    int index = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      index = random.nextInt(size);
      if (index != except && (allUsable || candidates.isUsable(index))) {
        return index;
      }
    }
    for (int looked = 0; looked < size; looked++) {
      index = index + 1 == size ? 0 : index + 1;
      if (index != except && candidates.isUsable(index)) {
        return index;
      }
    }
    return NONE;
  }
}
