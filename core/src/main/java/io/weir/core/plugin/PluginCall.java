package io.weir.core.plugin;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call into a plugin, on a {@link PluginThread} and with a deadline. At the deadline it counts
 * as failed and its thread is interrupted; a plugin that ignores that goes on running, which
 * whoever made the call sees, so as not to make another one beside it.
 *
 * @param <R> what it answers
 */
public final class PluginCall<R> {
  /** Learns how the call went; called on the call's thread, or where its deadline is kept. */
  public interface Listener<R> {
    /** Comes once, unless the call was cancelled before. */
    default void settled(CallResult<R> result) {}

    /** Comes instead of {@link #settled} for an answer that nobody waits for any more. */
    default void late(R answer) {}

    /** Comes once, always: the plugin has returned, which may be long after the deadline. */
    default void ended() {}
  }

  private static final ScopedValue<PluginCall<?>> CURRENT = ScopedValue.newInstance();

  private final Callable<R> code;
  private final Listener<R> listener;
  private final CompletableFuture<CallResult<R>> result = new CompletableFuture<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean returned;
  private volatile CallScheduler.@Nullable Timer deadline;

  /** Where the plugin's code runs at the moment. Guarded by this. */
  private @Nullable Thread thread;

  private PluginCall(Callable<R> code, Listener<R> listener) {
    this.code = code;
    this.listener = listener;
  }

  /**
   * Makes a call without waiting for it.
   *
   * @param name of its thread
   * @param limit how long it may take; zero means any time
   */
  public static <R> PluginCall<R> start(
      CallScheduler scheduler,
      String name,
      Duration limit,
      Callable<R> code,
      Listener<R> listener) {
    PluginCall<R> call = new PluginCall<>(code, listener);
    if (!limit.isZero()) {
      call.deadline = scheduler.after(limit.toNanos(), () -> call.expire(limit));
    }
    try {
      scheduler.call(name, call::run);
    } catch (OutOfMemoryError e) {
      // There are no threads left. It is told later, as whoever makes a call does not expect to
      // hear of it before this method returns.
      scheduler.after(0, () -> call.refused(e));
    }
    return call;
  }

  /**
   * Makes a call for somebody who waits for it.
   *
   * @param name of its thread
   */
  public static <R> PluginCall<R> start(String name, Callable<R> code, Listener<R> listener) {
    PluginCall<R> call = new PluginCall<>(code, listener);
    try {
      PluginThread.start(name, call::run);
    } catch (OutOfMemoryError e) {
      call.refused(e);
    }
    return call;
  }

  /**
   * Makes a call and waits for it.
   *
   * @param name of its thread
   * @param limit how long to wait
   * @param late takes an answer that nobody waits for any more
   * @throws InterruptedException if the one who waits was interrupted; so was the call then
   */
  static <R> CallResult<R> await(String name, Duration limit, Callable<R> code, Consumer<R> late)
      throws InterruptedException {
    Listener<R> listener =
        new Listener<>() {
          @Override
          public void late(R answer) {
            late.accept(answer);
          }
        };
    return start(name, code, listener).await(limit);
  }

  /**
   * Makes a call that has to be made, such as one that gives something back, and waits for it. An
   * interrupt of the one who waits is neither lost nor handed on.
   *
   * @param name of its thread
   * @param limit how long to wait
   */
  static <R> CallResult<R> awaitFirmly(String name, Duration limit, Callable<R> code) {
    PluginCall<R> call = start(name, code, new Listener<>() {});
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return call.result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (TimeoutException _) {
          call.expire(limit);
        } catch (ExecutionException e) {
          throw new AssertionError("a result is never completed by an exception", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Waits for its result.
   *
   * @param limit how long; afterwards it is overdue
   * @throws InterruptedException if the one who waits was interrupted; so was the call then
   */
  public CallResult<R> await(Duration limit) throws InterruptedException {
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      expire(limit);
    } catch (InterruptedException e) {
      if (cancel()) {
        throw e;
      }
      // The result came at the same moment.
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new AssertionError("a result is never completed by an exception", e);
    }
    return result.join();
  }

  /** Whether the plugin has not returned yet; it has when what it answered or threw is reported. */
  public boolean isRunning() {
    return !returned;
  }

  /**
   * Interrupts it and reports nothing any more but its end.
   *
   * @return whether it had no result yet
   */
  public boolean cancel() {
    stopDeadline();
    boolean cancelled = result.completeExceptionally(new CancellationException());
    interrupt();
    return cancelled;
  }

  /** Waits until all have ended or the time is over; an interrupt ends the waiting, too. */
  public static void awaitEnds(Collection<? extends PluginCall<?>> calls, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    try {
      for (PluginCall<?> call : calls) {
        var _ = call.end.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      if (enter()) {
        CallResult<R> mine = called();
        if (!settle(mine) && mine instanceof CallResult.Answered<R>(R answer)) {
          listener.late(answer);
        }
      }
    } finally {
      end();
    }
  }

  /** The call that the current thread runs for; null if it runs for none. */
  static @Nullable PluginCall<?> current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /** Whether its time is over, or it was cancelled, and it has not returned. */
  boolean isOverdue() {
    return !returned && result.isDone();
  }

  /** Whether the plugin's code runs on that thread. */
  synchronized boolean runsOn(Thread candidate) {
    return thread == candidate;
  }

  private CallResult<R> called() {
    try {
      R answer = ScopedValue.where(CURRENT, this).call(code::call);
      return answer == null
          ? new CallResult.Threw<>(new ExtensionException("plugin", "it returned nothing"))
          : new CallResult.Answered<>(answer);
    } catch (Throwable e) {
      return new CallResult.Threw<>(e);
    } finally {
      leave();
    }
  }

  /** Whether it is to be called at all, and not cancelled or overdue already. */
  private synchronized boolean enter() {
    if (result.isDone()) {
      return false;
    }
    thread = Thread.currentThread();
    return true;
  }

  private synchronized void leave() {
    thread = null;
    returned = true;
    // An interrupt was for the plugin, and is not to end what comes after it.
    Thread.interrupted();
  }

  private synchronized void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void expire(Duration limit) {
    CallResult<R> overdue = new CallResult.Overdue<>(limit);
    if (result.complete(overdue)) {
      interrupt();
      listener.settled(overdue);
    }
  }

  private void refused(OutOfMemoryError e) {
    returned = true;
    var _ = settle(new CallResult.Threw<>(e));
    end();
  }

  private boolean settle(CallResult<R> settled) {
    stopDeadline();
    boolean first = result.complete(settled);
    if (first) {
      listener.settled(settled);
    }
    return first;
  }

  private void stopDeadline() {
    CallScheduler.Timer timer = deadline;
    if (timer != null) {
      timer.cancel();
    }
  }

  private void end() {
    returned = true;
    end.countDown();
    listener.ended();
  }
}
