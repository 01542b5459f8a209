package io.weir.core.plugin;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which threads a product has left behind when it was closed. */
final class Leftovers {
  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

  /** A thread that was told to end may need a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int MOST_NAMES = 3;

  private Leftovers() {}

  /** Looks at a product that was closed just now; returns at once. */
  static void watch(ProductRecord product) {
    List<Thread> left = product.threads(ThreadCensus.now());
    if (!left.isEmpty()) {
      Thread.ofVirtual().name("plugin-leftovers").start(() -> tell(product, left));
    }
  }

  private static void tell(ProductRecord product, List<Thread> left) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (Thread thread : left) {
        var _ = thread.join(Duration.ofNanos(end - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      return;
    }
    List<Thread> alive = left.stream().filter(Thread::isAlive).toList();
    if (!alive.isEmpty()) {
      log.warn(
          "{}: closed, and has left {} running: {} (expected: ended by close)",
          product,
          alive.size() == 1 ? "a thread" : alive.size() + " threads",
          names(alive));
    }
  }

  /** Some of their names. */
  static String names(List<Thread> threads) {
    return threads.stream()
        .limit(MOST_NAMES)
        .map(thread -> Reason.of(thread.getName()))
        .collect(Collectors.joining(", ", "", threads.size() > MOST_NAMES ? ", …" : ""));
  }
}
