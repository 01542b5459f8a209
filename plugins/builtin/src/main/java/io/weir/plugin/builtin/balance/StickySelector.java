package io.weir.plugin.builtin.balance;

import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Looks a client up in the table, and remembers where it goes. */
final class StickySelector implements Selector {
  private final StickyConfig config;
  private final LongSupplier nanoTime;
  private final StickyTable table;

  /** The number in the table of each backend of the set. */
  private final int[] numberOf;

  /** The index in the set of each number; {@link #NONE} for those that are not in it. */
  private final int[] indexOf;

  private final Selector forNewClients;

  /**
   * A selector over one set.
   *
   * @param numberOf the number in the table of each backend of the set
   * @param numbers how many numbers there are
   * @param forNewClients chooses for a client that is not known, or whose backend cannot be chosen
   */
  StickySelector(
      StickyConfig config,
      LongSupplier nanoTime,
      StickyTable table,
      int[] numberOf,
      int numbers,
      Selector forNewClients) {
    this.config = config;
    this.nanoTime = nanoTime;
    this.table = table;
    this.numberOf = numberOf;
    this.forNewClients = forNewClients;
    this.indexOf = new int[numbers];
    Arrays.fill(indexOf, NONE);
    for (int i = 0; i < numberOf.length; i++) {
      indexOf[numberOf[i]] = i;
    }
  }

  @Override
  public int select(ConnectionInfo connection, Candidates candidates) {
    long client = Mix64.ofClient(connection, config.prefixV4(), config.prefixV6());
    long now = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong());
    int index = indexOf(table.find(client, now));
    if (index == NONE || !candidates.isUsable(index)) {
      index = forNewClients.select(connection, candidates);
    }
    if (index != NONE) {
      table.put(client, numberOf[index], now);
    }
    return index;
  }

  private int indexOf(int number) {
    boolean known = number != StickyTable.NONE && number < indexOf.length;
    return known ? indexOf[number] : NONE;
  }
}
