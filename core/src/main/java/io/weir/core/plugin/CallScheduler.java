package io.weir.core.plugin;

/** Where calls into plugins run, and the clock by which they are overdue. */
public interface CallScheduler {
  /**
   * Runs a plugin's code at once, on a thread of its own.
   *
   * @param name the thread's name
   */
  void call(String name, Runnable code);

  /**
   * Runs something once, later, on the scheduler's own thread.
   *
   * @param nanos from now
   * @param task brief, never blocks
   */
  Timer after(long nanos, Runnable task);

  /** Something that waits for its time. */
  interface Timer {
    /** Forgets it; one that has run is left alone. */
    void cancel();
  }
}
