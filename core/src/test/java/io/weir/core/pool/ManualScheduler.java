package io.weir.core.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Time that passes only when a test says so. What may block waits for {@link #runWork} and then
 * runs on the test's own thread, or goes to an executor where a test needs it to hang.
 */
final class ManualScheduler implements Scheduler {
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::number));
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final Executor executor;
  private long now = 1_000;
  private long count;

  private record Waiting(long due, long number, Runnable task) {}

  /** Work waits for {@link #runWork}. */
  ManualScheduler() {
    this.executor = work::add;
  }

  /** Work goes to an executor. */
  ManualScheduler(Executor executor) {
    this.executor = executor;
  }

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Timer after(long nanos, Runnable task) {
    Waiting entry = new Waiting(now + nanos, count++, task);
    waiting.add(entry);
    return () -> {
      synchronized (this) {
        waiting.remove(entry);
      }
    };
  }

  @Override
  public void call(String name, Runnable code) {
    executor.execute(code);
  }

  @Override
  public Workers workers() {
    return new Workers() {
      @Override
      public void call(String name, Runnable code) {
        ManualScheduler.this.call(name, code);
      }

      @Override
      public Timer after(long nanos, Runnable task) {
        return ManualScheduler.this.after(nanos, task);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void start(String name, Runnable task) {
    executor.execute(task);
  }

  /** Lets time pass; what is due runs at its moment, and so does the work that comes of it. */
  void advance(Duration time) {
    long end = nanoTime() + time.toNanos();
    runWork();
    for (Runnable task = due(end); task != null; task = due(end)) {
      task.run();
      runWork();
    }
    synchronized (this) {
      now = end;
    }
  }

  /** Lets time pass; work waits. */
  void advanceIdle(Duration time) {
    long end = nanoTime() + time.toNanos();
    for (Runnable task = due(end); task != null; task = due(end)) {
      task.run();
    }
    synchronized (this) {
      now = end;
    }
  }

  /** Runs the work that waits, and what comes of it. */
  void runWork() {
    for (Runnable task = work.poll(); task != null; task = work.poll()) {
      task.run();
    }
  }

  /** Runs the piece of work that has waited longest. */
  void runOne() {
    work.remove().run();
  }

  /** How many pieces of work wait. */
  int waitingWork() {
    return work.size();
  }

  /** How many timers are set. */
  synchronized int timers() {
    return waiting.size();
  }

  private synchronized Runnable due(long end) {
    Waiting first = waiting.peek();
    if (first == null || first.due() > end) {
      return null;
    }
    now = Math.max(now, first.due());
    return waiting.remove().task();
  }
}
