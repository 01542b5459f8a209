package io.weir.app.http;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Where handlers run: virtual threads, of which only so many work at the same time. How many wait
 * is bounded by the connections there are.
 */
final class Workers implements AutoCloseable {
  private final ExecutorService threads;
  private final Semaphore permits;
  private final Duration patience;

  Workers(String name, int atOnce, Duration patience) {
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory());
    this.permits = new Semaphore(atOnce, true);
    this.patience = patience;
  }

  /** Work that may be interrupted, which means that the server stops. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  /** Runs something that bounds itself; forgotten if the server has stopped. */
  void run(Work work) {
    try {
      threads.execute(() -> {
        try {
          work.run();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
    } catch (RejectedExecutionException _) {
      // The server has stopped, and its connections are closed with it.
    }
  }

  /** Runs something once there is a place for it, or {@code tooMany} if there is none in time. */
  void runBounded(Work work, Runnable tooMany) {
    run(() -> {
      if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        tooMany.run();
        return;
      }
      try {
        work.run();
      } finally {
        permits.release();
      }
    });
  }

  /** Interrupts what runs. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
