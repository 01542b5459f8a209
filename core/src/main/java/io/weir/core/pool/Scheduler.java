package io.weir.core.pool;

import io.weir.core.plugin.CallScheduler;

/**
 * When things happen beside the data path, and on which threads. It is the seam at which tests take
 * the time into their own hands.
 */
public interface Scheduler extends CallScheduler {

  /** The clock by which {@link #after} goes, in nanoseconds from an arbitrary moment. */
  long nanoTime();

  /**
   * Runs something of weir's own that may block, at once. Cheap enough for an event loop.
   *
   * @param name the thread's name
   */
  void start(String name, Runnable task);
}
