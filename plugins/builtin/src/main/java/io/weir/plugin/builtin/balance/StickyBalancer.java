package io.weir.plugin.builtin.balance;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Selector;
import io.weir.api.config.HostPort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A client goes where it went before, as long as that can be chosen and it comes again in time; a
 * new one goes to the backend that is less busy of two drawn at random. Unlike with a hash, a
 * backend that joins takes no client from the others.
 */
public final class StickyBalancer implements Balancer {
  private final StickyConfig config;
  private final LongSupplier nanoTime;
  private final StickyTable table;
  private final TwoChoicesBalancer forNewClients = new TwoChoicesBalancer();
  private final Map<HostPort, Integer> numbers = new HashMap<>();

  /** A balancer as configured. */
  public StickyBalancer(StickyConfig config) {
    this(config, System::nanoTime);
  }

  StickyBalancer(StickyConfig config, LongSupplier nanoTime) {
    this.config = config;
    this.nanoTime = nanoTime;
    this.table = new StickyTable(config.tableSize(), Math.toIntExact(config.ttl().toSeconds()));
  }

  @Override
  public Selector over(List<Backend> backends) {
    if (numbers.size() + backends.size() > StickyTable.MOST_BACKENDS) {
      // So many addresses have come and gone that old numbers have to be used again.
      numbers.clear();
      table.clear();
    }
    int[] numberOf = new int[backends.size()];
    for (int i = 0; i < numberOf.length; i++) {
      int next = numbers.size();
      numberOf[i] = numbers.computeIfAbsent(backends.get(i).address(), _ -> next);
    }
    return new StickySelector(
        config, nanoTime, table, numberOf, numbers.size(), forNewClients.over(backends));
  }
}
