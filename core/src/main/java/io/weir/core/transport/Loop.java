package io.weir.core.transport;

/**
 * An event loop: one thread that serves many clients, each wholly. All methods but {@link #execute}
 * are to be called on that thread.
 */
public interface Loop {

  /** Runs a task on this loop's thread, later. May be called from any thread. */
  void execute(Runnable task);

  /**
   * Runs a task on this loop's thread after a time.
   *
   * @param nanos from now
   */
  Timer schedule(long nanos, Runnable task);

  /** This loop's clock, which only tests move by hand. */
  long nanoTime();

  /** A task that waits for its time. */
  interface Timer {
    /** Forgets the task; one that has run is left alone. */
    void cancel();
  }
}
