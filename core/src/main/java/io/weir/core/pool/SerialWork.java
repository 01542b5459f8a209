package io.weir.core.pool;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one piece of work whenever somebody asks for it, never twice at the same time, and once for
 * all who asked while it ran. Asking neither blocks nor locks, so an event loop may.
 */
final class SerialWork {
  private static final Logger log = LoggerFactory.getLogger(SerialWork.class);

  private final Executor executor;
  private final Runnable work;
  private final AtomicInteger asked = new AtomicInteger();

  /**
   * Prepares.
   *
   * @param executor where it runs
   * @param work what is done; if it throws, it is as if it had returned, and the log says so
   */
  SerialWork(Executor executor, Runnable work) {
    this.executor = executor;
    this.work = work;
  }

  /** Has the work run once more, from its beginning, after this call began. */
  void ask() {
    if (asked.getAndIncrement() == 0) {
      executor.execute(this::run);
    }
  }

  private void run() {
    int served;
    do {
      served = asked.get();
      runOnce();
    } while (asked.addAndGet(-served) != 0);
  }

  private void runOnce() {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      log.error("a change could not be applied, please report this", e);
    }
  }
}
