package io.weir.core.pool;

import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import java.util.concurrent.ThreadLocalRandom;

/** Takes any usable member: the choice that is left when a balancer fails. */
final class AnyUsable implements Selector {

  @Override
  public int select(ConnectionInfo connection, Candidates candidates) {
    int size = candidates.size();
    if (size == 0) {
      return NONE;
    }
    int start = ThreadLocalRandom.current().nextInt(size);
    for (int i = 0; i < size; i++) {
      int index = start + i < size ? start + i : start + i - size;
      if (candidates.isUsable(index)) {
        return index;
      }
    }
    return NONE;
  }
}
