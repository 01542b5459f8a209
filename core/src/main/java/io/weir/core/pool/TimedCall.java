package io.weir.core.pool;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call into a plugin, on a thread of its own and with a deadline. At the deadline it counts as
 * failed and its thread is interrupted; a plugin that ignores that goes on running, which whoever
 * made the call sees, so as not to make another one beside it.
 *
 * @param <T> what it answers
 */
final class TimedCall<T> {

  /** Learns how the call went; called on the call's thread or the scheduler's. */
  interface Listener<T> {
    /** Comes once, unless the call was cancelled before. */
    void settled(CallResult<T> result);

    /** Comes once, always: the plugin has returned, which may be long after the deadline. */
    void ended();
  }

  private final Callable<T> call;
  private final Listener<T> listener;
  private final Duration timeout;
  private final AtomicBoolean settled = new AtomicBoolean();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean returned;
  private volatile @Nullable Thread thread;
  private Scheduler.@Nullable Timer deadline;

  private TimedCall(Callable<T> call, Duration timeout, Listener<T> listener) {
    this.call = call;
    this.timeout = timeout;
    this.listener = listener;
  }

  /**
   * Makes the call.
   *
   * @param name of its thread
   * @param timeout how long it may take; zero means any time
   */
  static <T> TimedCall<T> start(
      Scheduler scheduler, String name, Duration timeout, Callable<T> call, Listener<T> listener) {
    TimedCall<T> timed = new TimedCall<>(call, timeout, listener);
    if (!timeout.isZero()) {
      timed.deadline = scheduler.after(timeout.toNanos(), timed::expire);
    }
    scheduler.start(name, timed::run);
    return timed;
  }

  /** Whether the plugin has not returned yet; it has when what it answered or threw is reported. */
  boolean isRunning() {
    return !returned;
  }

  /** Interrupts it and reports nothing any more but its end. */
  void cancel() {
    settle();
    interrupt();
  }

  /** Waits until all have ended or the time is over; an interrupt ends the waiting, too. */
  static void awaitEnds(Collection<? extends TimedCall<?>> calls, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (TimedCall<?> call : calls) {
        var _ = call.end.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    thread = Thread.currentThread();
    try {
      if (!settled.get()) {
        CallResult<T> result = result();
        if (settle()) {
          listener.settled(result);
        }
      }
    } finally {
      returned = true;
      thread = null;
      end.countDown();
      listener.ended();
    }
  }

  private CallResult<T> result() {
    try {
      T answer = call.call();
      return answer == null
          ? new CallResult.Failed<>("it returned nothing")
          : new CallResult.Answered<>(answer);
    } catch (Throwable e) {
      return new CallResult.Failed<>(FailureReason.of(e));
    } finally {
      returned = true;
      // What the plugin leaves behind is not to end what comes after it.
      Thread.interrupted();
    }
  }

  private void expire() {
    if (settle()) {
      interrupt();
      listener.settled(new CallResult.Failed<>("no answer within " + timeout.toMillis() + " ms"));
    }
  }

  private boolean settle() {
    if (deadline != null) {
      deadline.cancel();
    }
    return settled.compareAndSet(false, true);
  }

  private void interrupt() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
