package io.weir.core.acme;

import io.weir.api.certificate.IssuanceException;
import io.weir.core.plugin.CallResult;
import io.weir.core.plugin.PluginCall;
import io.weir.core.plugin.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Calls into the plugins of certificates. Each has a deadline, and what goes wrong in one is an
 * {@link AttemptException}.
 */
final class PluginCalls {
  /** Calls that have not come back at their deadline; while there are so many, none is begun. */
  private static final int MOST_STUCK = 16;

  private final Set<PluginCall<?>> stuck = ConcurrentHashMap.newKeySet();

  /** Calls that may not have come back yet, those that were given up among them. */
  private final Set<PluginCall<?>> running = ConcurrentHashMap.newKeySet();

  /** A call that answers nothing. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /**
   * Makes a call that answers nothing.
   *
   * @param what its name, for its thread and the exception
   */
  void run(String what, Duration limit, Action action)
      throws AttemptException, InterruptedException {
    var _ =
        call(
            what,
            limit,
            () -> {
              action.run();
              return true;
            });
  }

  /** Makes a call. */
  <R> R call(String what, Duration limit, Callable<R> code)
      throws AttemptException, InterruptedException {
    return call(what, limit, code, _ -> {});
  }

  /**
   * Makes a call.
   *
   * @param late takes an answer that nobody waits for any more
   */
  <R> R call(String what, Duration limit, Callable<R> code, Consumer<R> late)
      throws AttemptException, InterruptedException {
    stuck.removeIf(call -> !call.isRunning());
    if (stuck.size() >= MOST_STUCK) {
      throw new AttemptException(stuck.size() + " calls of plugins have not come back");
    }
    running.removeIf(call -> !call.isRunning());
    PluginCall<R> call =
        PluginCall.start(
            "acme-" + what,
            code,
            new PluginCall.Listener<>() {
              @Override
              public void late(R answer) {
                late.accept(answer);
              }
            });
    running.add(call);
    return switch (call.await(limit)) {
      case CallResult.Answered<R>(R answer) -> answer;
      case CallResult.Threw<R>(IssuanceException refused) ->
          throw new AttemptException(Reason.of(refused), refused.retryAfter());
      case CallResult.Threw<R> failure -> throw new AttemptException(failure.reason());
      case CallResult.Overdue<R> overdue -> {
        stuck.add(call);
        throw new AttemptException(what + ": " + overdue.reason());
      }
    };
  }

  /**
   * Waits until all calls have come back, those too that nobody waits for any more: they may be
   * taking back what they have published. Gives up after a while.
   */
  void awaitEnds(Duration patience) {
    PluginCall.awaitEnds(List.copyOf(running), patience);
  }

  /** A registry's products, and what they hand out, never throw when they are closed. */
  static void close(AutoCloseable product) {
    try {
      product.close();
    } catch (Exception e) {
      throw new AssertionError("a guarded product's close never throws", e);
    }
  }
}
