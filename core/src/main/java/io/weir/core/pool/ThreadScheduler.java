package io.weir.core.pool;

import io.weir.core.plugin.PluginThread;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One timer thread for a whole process, however many backends wait; a platform thread for each call
 * into a plugin, a virtual one for weir's own work.
 */
public final class ThreadScheduler implements Scheduler, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ThreadScheduler.class);

  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("weir-timer").daemon().factory());

  /** Makes a scheduler; its thread begins with the first task. */
  public ThreadScheduler() {
    // Else a check that was answered leaves its time-out in the queue until that would have come.
    timers.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Timer after(long nanos, Runnable task) {
    ScheduledFuture<?> future = timers.schedule(() -> runLogged(task), nanos, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void call(String name, Runnable code) {
    PluginThread.start(name, () -> runLogged(code));
  }

  @Override
  public void start(String name, Runnable task) {
    Thread.ofVirtual().name(name).start(() -> runLogged(task));
  }

  /** Forgets all that waits for its time, and ends the timer thread. */
  @Override
  public void close() {
    timers.shutdownNow();
  }

  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("a task failed, please report this", e);
    }
  }
}
