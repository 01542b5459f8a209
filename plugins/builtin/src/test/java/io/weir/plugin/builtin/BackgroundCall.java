package io.weir.plugin.builtin;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A call on a platform thread, as weir makes them, that a test can interrupt. */
public final class BackgroundCall<T> implements AutoCloseable {
  private final FutureTask<T> task;
  private final Thread thread;

  private BackgroundCall(Callable<T> call) {
    task = new FutureTask<>(call);
    thread = Thread.ofPlatform().daemon().start(task);
  }

  /** Starts a call. */
  public static <T> BackgroundCall<T> of(Callable<T> call) {
    return new BackgroundCall<>(call);
  }

  /** Asks it to stop, as weir does when its time is up. */
  public void interrupt() {
    thread.interrupt();
  }

  /** What it answered; fails if it does not come back. */
  public T answer() throws Exception {
    try {
      return task.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void close() throws Exception {
    thread.interrupt();
    if (!thread.join(Duration.ofSeconds(10))) {
      throw new AssertionError("the call does not come back");
    }
  }
}
