package io.weir.core.plugin;

import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which of a plugin's products have many threads of their own, and says it again only when
 * they are twice as many: whoever starts one for each call and ends none is found by it.
 */
final class ThreadWatch {
  private static final Logger log = LoggerFactory.getLogger(ThreadWatch.class);

  /** A client of something with a pool has a dozen. */
  private static final int MANY = 32;

  /** How many threads are worth a line. Guarded by this. */
  private final Map<ProductRecord, Integer> worthALine = new WeakHashMap<>();

  synchronized void look(List<ProductRecord> products, ThreadCensus census) {
    for (ProductRecord product : products) {
      List<Thread> threads = product.threads(census);
      if (threads.size() >= worthALine.getOrDefault(product, MANY)) {
        worthALine.put(product, 2 * threads.size());
        log.warn(
            "{}: has started {} threads that go on: {} (expected: as few as it needs, ended by"
                + " close)",
            product,
            threads.size(),
            Leftovers.names(threads));
      }
    }
  }
}
