package io.weir.core.plugin;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs a plugin's code on a thread of its own and stops waiting for it at a deadline: a thread that
 * does not react to its interrupt cannot be ended, but nobody has to wait for it.
 *
 * <p>It is a platform thread. Virtual threads share as many carriers as there are processors and
 * are never taken off them by force, so a plugin that spins where it should stop would cost every
 * virtual thread of the process a carrier, for ever: with two processors, two such calls end
 * everything that runs on virtual threads. These calls are rare enough for a thread each.
 */
final class LimitedCall {
  private LimitedCall() {}

  /**
   * Waits for the call's result.
   *
   * @param thread the name of the call's thread
   * @param limit how long to wait; then the thread is interrupted
   * @param call what to run
   * @param late takes a result that nobody waits for any more
   * @throws ExecutionException what the call threw is its cause
   */
  static <R> R await(String thread, Duration limit, Callable<R> call, Consumer<R> late)
      throws TimeoutException, InterruptedException, ExecutionException {
    CompletableFuture<R> result = new CompletableFuture<>();
    Thread worker = Thread.ofPlatform().daemon().name(thread).start(() -> run(call, result, late));
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      if (result.completeExceptionally(e)) {
        worker.interrupt();
        throw e;
      }
      // The result came at the same moment.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return result.join();
    }
  }

  private static <R> void run(Callable<R> call, CompletableFuture<R> result, Consumer<R> late) {
    R made;
    try {
      made = call.call();
    } catch (Throwable e) {
      result.completeExceptionally(e);
      return;
    }
    if (!result.complete(made)) {
      // The interrupt was for the call, not for what is to become of its result.
      Thread.interrupted();
      late.accept(made);
    }
  }
}
