package io.weir.core.plugin;

/**
 * The one kind of thread on which the code of plugins runs: a platform thread (ADR 0008). Virtual
 * threads share as many carriers as there are processors and are never taken off them by force, so
 * that one plugin that spins on each processor would end everything that runs on virtual threads; a
 * platform thread that spins only competes for time.
 */
public final class PluginThread {
  private PluginThread() {}

  /**
   * Runs some of a plugin's code at once. The thread does not keep the process alive.
   *
   * @param name the thread's name
   * @throws OutOfMemoryError if the system gives no more threads
   */
  public static void start(String name, Runnable code) {
    unstarted(name, code).start();
  }

  /** The same for whoever starts it, and perhaps has it run more than one call. */
  public static Thread unstarted(String name, Runnable code) {
    return Thread.ofPlatform().daemon().name(name).unstarted(code);
  }
}
