package io.weir.core.pool;

/**
 * When things happen beside the data path, and on which threads. It is the seam at which tests take
 * the time into their own hands.
 */
public interface Scheduler {

  /** The clock by which {@link #after} goes. */
  long nanoTime();

  /**
   * Runs something once, later, on the scheduler's own thread.
   *
   * @param nanos from now
   * @param task brief, never blocks
   */
  Timer after(long nanos, Runnable task);

  /**
   * Runs something that may block on a thread of its own, at once.
   *
   * @param name the thread's name
   */
  void start(String name, Runnable task);

  /** Something that waits for its time. */
  interface Timer {
    /** Forgets it; one that has run is left alone. */
    void cancel();
  }
}
