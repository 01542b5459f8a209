package io.weir.core.pool;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which a process waits for names. They are few and of the platform's kind: the
 * system's resolver cannot be interrupted and holds the carrier of a virtual thread while it waits,
 * so that a name server that is silent would bring everything else to a stand. What waits for them
 * is at most one look-up for each name that a pool has now.
 */
final class LookupThreads implements LookupQueue, AutoCloseable {
  private static final int MAX_THREADS = 8;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MAX_THREADS,
          MAX_THREADS,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().name("weir-names-", 0).daemon().factory());

  LookupThreads() {
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void enter(Runnable lookUp) {
    threads.execute(lookUp);
  }

  @Override
  public void giveUp(Runnable lookUp) {
    threads.remove(lookUp);
  }

  /** How many look-ups wait for a thread. */
  int waiting() {
    return threads.getQueue().size();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
