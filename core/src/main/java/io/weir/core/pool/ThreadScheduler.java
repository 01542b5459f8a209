package io.weir.core.pool;

import io.weir.core.plugin.PluginThread;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

  @Override
  public Workers workers() {
    return new ReusedThreads();
  }

  /** Forgets all that waits for its time, and ends the timer thread. */
  @Override
  public void close() {
    timers.shutdownNow();
  }

  /** Threads for one product; what its plugin leaves in them stays with that plugin. */
  private final class ReusedThreads implements Workers {
    private static final long IDLE_SECONDS = 10;

    /** Bounded by whoever makes the calls. */
    private final ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> PluginThread.unstarted("plugin", task));

    /** What a thread of these does next; null on all others. It is let go of with the thread. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Deque<Runnable>> next = new ThreadLocal<>();

    /** A thread that is about to be done with one call makes the next one itself. */
    @Override
    public void call(String name, Runnable code) {
      Runnable named =
          () -> {
            Thread.currentThread().setName(name);
            runLogged(code);
          };
      Deque<Runnable> own = next.get();
      if (own != null && own.isEmpty()) {
        own.add(named);
      } else {
        threads.execute(() -> runInTurn(named));
      }
    }

    private void runInTurn(Runnable first) {
      Deque<Runnable> own = new ArrayDeque<>(1);
      next.set(own);
      for (Runnable task = first; task != null; task = own.poll()) {
        task.run();
      }
      next.remove();
    }

    @Override
    public Timer after(long nanos, Runnable task) {
      return ThreadScheduler.this.after(nanos, task);
    }

    @Override
    public void close() {
      threads.shutdown();
    }
  }

  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("a task failed, please report this", e);
    }
  }
}
