package io.weir.core.plugin;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs each task of one product on a thread of its own, and interrupts them at the end. */
final class ProductExecutor implements Executor, AutoCloseable {
  /** More than any sensible plugin has under way, and less than what hurts the process. */
  static final int MAX_TASKS = 100;

  private final PluginGuard plugin;
  private final ClassLoader loader;
  private final String threadName;
  private final Set<Thread> running = new HashSet<>();
  private boolean closed;

  ProductExecutor(PluginGuard plugin, ClassLoader loader, String owner) {
    this.plugin = plugin;
    this.loader = loader;
    this.threadName = "plugin-" + plugin.info().id() + "-" + owner;
  }

  @Override
  public void execute(Runnable task) {
    Thread thread = PluginThread.unstarted(threadName, () -> run(task));
    synchronized (running) {
      if (closed) {
        throw new RejectedExecutionException("the product was closed");
      }
      if (running.size() == MAX_TASKS) {
        throw new RejectedExecutionException(MAX_TASKS + " tasks are running already");
      }
      running.add(thread);
    }
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      ended(thread);
      throw new RejectedExecutionException("the system gives no more threads", e);
    }
  }

  private void run(Runnable task) {
    try (ContextLoader _ = ContextLoader.switchTo(loader)) {
      task.run();
    } catch (Throwable e) {
      plugin.pluginLog().warn("task failed: {}", plugin.reason(e));
    } finally {
      ended(Thread.currentThread());
    }
  }

  private void ended(Thread thread) {
    synchronized (running) {
      running.remove(thread);
    }
  }

  @Override
  public void close() {
    synchronized (running) {
      closed = true;
      running.forEach(Thread::interrupt);
    }
  }
}
