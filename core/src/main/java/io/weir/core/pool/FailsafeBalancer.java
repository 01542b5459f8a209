package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Outcome;
import io.weir.api.balance.Selector;
import io.weir.core.plugin.CallResult;
import io.weir.core.plugin.PluginCall;
import io.weir.core.plugin.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A server's balancer as far as its pool trusts it. A plugin's balancer that throws, hangs or
 * points at nobody must not take its server down: connections then go to any usable backend, and
 * the log says so, until it makes a choice again.
 */
final class FailsafeBalancer {
  /** A balancer is asked to be done in milliseconds. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(FailsafeBalancer.class);
  private static final PreparedSelector ANY = new PreparedSelector(new AnyUsable(), false);

  private final Subject subject;

  /**
   * Null once it is closed: connections that it was asked for may live for days, and lead here, but
   * are not to keep a plugin that was exchanged.
   */
  private volatile @Nullable Balancer balancer;

  private final Duration patience;
  private final FailureLog failures;
  private final AtomicBoolean outcomeFailed = new AtomicBoolean();

  /** The call that is under way, or was the last one; only the pool's writer looks at it. */
  private @Nullable PluginCall<List<Selector>> call;

  FailsafeBalancer(Subject subject, Balancer balancer, Duration patience) {
    this.subject = subject;
    this.balancer = balancer;
    this.patience = patience;
    this.failures = new FailureLog(log, Level.ERROR, "balancer", subject.keys());
  }

  /**
   * Has the balancer prepare the choice among the backends of each set, one after the other, or
   * takes any of them if it cannot. For all sets together it has the time that it has for one.
   *
   * @param whenBack run if the balancer came back only after it was given up
   */
  List<PreparedSelector> over(List<List<Backend>> sets, Runnable whenBack) {
    if (sets.isEmpty()) {
      return List.of();
    }
    if (call != null && call.isRunning()) {
      failures.failed("it still does not come back");
      return any(sets);
    }
    PluginCall<List<Selector>> begun =
        PluginCall.start(
            "balancer-" + subject.server(), () -> overEach(sets), new Return(whenBack));
    call = begun;
    try {
      switch (begun.await(patience)) {
        case CallResult.Answered<List<Selector>>(List<Selector> selectors) -> {
          failures.succeeded();
          return IntStream.range(0, sets.size())
              .mapToObj(i -> prepared(selectors.get(i), sets.get(i).size()))
              .toList();
        }
        case CallResult.Failure<List<Selector>> failure -> failures.failed(failure.reason());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return any(sets);
  }

  private List<Selector> overEach(List<List<Backend>> sets) throws InterruptedException {
    Balancer asked = Objects.requireNonNull(balancer, "it was closed");
    List<Selector> selectors = new ArrayList<>(sets.size());
    for (List<Backend> backends : sets) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      selectors.add(Objects.requireNonNull(asked.over(backends), "it returned no selector"));
    }
    return selectors;
  }

  private PreparedSelector prepared(Selector selector, int size) {
    return new PreparedSelector(new FailsafeSelector(subject, selector, size), true);
  }

  private static List<PreparedSelector> any(List<List<Backend>> sets) {
    return Collections.nCopies(sets.size(), ANY);
  }

  /** Tells it what came of a backend; nothing once it is closed. */
  void outcome(Backend backend, Outcome outcome, long nanos) {
    Balancer asked = balancer;
    if (asked == null) {
      return;
    }
    try {
      asked.outcome(backend, outcome, nanos);
    } catch (Throwable e) {
      if (outcomeFailed.compareAndSet(false, true)) {
        subject
            .in(log.atError())
            .addKeyValue("reason", Reason.alone(e))
            .log("balancer fails to take feedback, this is not reported again");
      }
    }
  }

  void close() {
    Balancer asked = balancer;
    balancer = null;
    call = null;
    if (asked != null) {
      PluginCloser.close(subject.server(), "balancer", asked);
    }
  }

  /** Tells when a call has come back that nobody waited for any more. */
  private static final class Return implements PluginCall.Listener<List<Selector>> {
    private final Runnable whenBack;
    private boolean awaited;

    Return(Runnable whenBack) {
      this.whenBack = whenBack;
    }

    @Override
    public void settled(CallResult<List<Selector>> result) {
      awaited = !(result instanceof CallResult.Overdue);
    }

    @Override
    public void ended() {
      // If it was settled in time, that was on this thread.
      if (!awaited) {
        whenBack.run();
      }
    }
  }
}
