package io.weir.testkit.transport;

import io.weir.core.transport.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * An event loop without a thread: what is due runs when the test says so, and time passes when the
 * test says so.
 */
public class ManualLoop implements Loop {
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final Queue<Due> timers =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long now;
  private long order;

  private record Due(long at, long order, Runnable task) {}

  ManualLoop() {}

  /** Runs everything that is due now, and what that makes due. */
  public final void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Lets time pass, running each timer at its time. */
  public final void advance(Duration duration) {
    long end = now + duration.toNanos();
    run();
    for (Due due = dueUntil(end); due != null; due = dueUntil(end)) {
      now = due.at();
      due.task().run();
      run();
    }
    now = end;
  }

  private @Nullable Due dueUntil(long end) {
    Due due = timers.peek();
    if (due == null || due.at() > end) {
      return null;
    }
    timers.remove(due);
    return due;
  }

  /** How many timers wait; a connection that has ended should leave none. */
  public final int waitingTimers() {
    return timers.size();
  }

  @Override
  public final void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public final Timer schedule(long nanos, Runnable task) {
    Due due = new Due(now + nanos, order++, task);
    timers.add(due);
    return () -> timers.remove(due);
  }

  @Override
  public final long nanoTime() {
    return now;
  }
}
