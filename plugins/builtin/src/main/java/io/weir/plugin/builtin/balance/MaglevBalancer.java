package io.weir.plugin.builtin.balance;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Selector;
import java.util.List;

/**
 * Maglev's consistent hashing (Eisenbud et al., NSDI 2016, 3.4) of the client's address: every node
 * that has the same backends picks the same one, each gets its share by weight, and hardly a client
 * moves but those of a backend that leaves. Where all weights are 0, the shares are equal; a
 * backend with a negative one is never chosen.
 */
public final class MaglevBalancer implements Balancer {
  private final int tableSize;

  /** A balancer as configured. */
  public MaglevBalancer(MaglevConfig config) {
    this.tableSize = config.tableSize();
  }

  @Override
  public Selector over(List<Backend> backends) {
    return new MaglevSelector(MaglevTable.of(backends, tableSize));
  }
}
