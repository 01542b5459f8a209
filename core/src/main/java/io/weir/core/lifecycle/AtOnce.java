package io.weir.core.lifecycle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Does things at the same time that wait for somebody each, so that ten of them take as long as the
 * slowest and not as long as all together.
 */
public final class AtOnce {
  private AtOnce() {}

  /**
   * Runs each task on a virtual thread of its own and returns when all have ended, also where one
   * throws.
   *
   * @param name of the threads
   * @throws RuntimeException what the first of the tasks that threw has thrown
   */
  public static void run(String name, Collection<? extends Runnable> tasks) {
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (Runnable task : tasks) {
      running.add(
          CompletableFuture.runAsync(task, work -> Thread.ofVirtual().name(name).start(work)));
    }
    try {
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw thrownBy(e);
    }
  }

  private static RuntimeException thrownBy(CompletionException e) {
    return switch (e.getCause()) {
      case Error error -> throw error;
      case RuntimeException thrown -> thrown;
      case null, default -> e;
    };
  }
}
