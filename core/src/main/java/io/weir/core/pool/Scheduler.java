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

  /**
   * Threads for the calls into one product that is called so often that a new thread for each call
   * would cost more than the call. A thread goes from call to call, and ends when there was none
   * for some seconds.
   */
  Workers workers();

  /**
   * Where the calls into one product run. A call that is made where another one ends, on its own
   * thread, begins there once that one has returned.
   */
  interface Workers extends CallScheduler, AutoCloseable {

    /** Takes no more calls; those that run go on. */
    @Override
    void close();
  }
}
