package io.weir.plugin.builtin.balance;

import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import io.weir.api.config.HostPort;
import java.util.concurrent.atomic.AtomicInteger;

/** The turn within one set. Each subset for a server name has a turn of its own. */
final class RoundRobinSelector implements Selector {
  private final HostPort[] addresses;
  private final AtomicInteger next;
  private final RoundRobinBalancer balancer;

  RoundRobinSelector(HostPort[] addresses, int first, RoundRobinBalancer balancer) {
    this.addresses = addresses;
    this.next = new AtomicInteger(first);
    this.balancer = balancer;
  }

  @Override
  public int select(ConnectionInfo connection, Candidates candidates) {
    while (true) {
      int from = next.get();
      int index = firstUsable(candidates, from);
      if (index == NONE) {
        return NONE;
      }
      // Fails only when another event loop has taken the turn meanwhile.
      if (next.compareAndSet(from, index + 1 == addresses.length ? 0 : index + 1)) {
        balancer.chosen(addresses[index]);
        return index;
      }
    }
  }

  private int firstUsable(Candidates candidates, int from) {
    if (candidates.allUsable() && from < addresses.length) {
      return from;
    }
    int index = firstUsable(candidates, from, addresses.length);
    return index != NONE ? index : firstUsable(candidates, 0, from);
  }

  private static int firstUsable(Candidates candidates, int from, int to) {
    for (int i = from; i < to; i++) {
      if (candidates.isUsable(i)) {
        return i;
      }
    }
    return NONE;
  }
}
