package io.weir.core.plugin;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Outcome;
import io.weir.api.balance.Selector;
import java.util.List;

/**
 * A plugin's balancer behind its guard. What runs on an event loop, {@link Selector#select} and
 * {@link #outcome}, is only noted when it fails: the pool deals with it, because only the pool
 * knows what to choose instead.
 */
final class GuardedBalancer implements Balancer {
  private final Balancer balancer;
  private final ProductGuard guard;

  GuardedBalancer(Balancer balancer, ProductGuard guard) {
    this.balancer = balancer;
    this.guard = guard;
  }

  @Override
  public Selector over(List<Backend> backends) {
    try {
      return guarded(guard.call(() -> balancer.over(backends)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw guard.failed("it was interrupted");
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw guard.failed(Reason.of(e));
    }
  }

  private Selector guarded(Selector selector) {
    return (connection, candidates) -> {
      try {
        int chosen = selector.select(connection, candidates);
        guard.noteSuccess();
        return chosen;
      } catch (Throwable e) {
        guard.noteFailure(e);
        throw e;
      }
    };
  }

  @Override
  public void outcome(Backend backend, Outcome outcome, long nanos) {
    try {
      balancer.outcome(backend, outcome, nanos);
    } catch (Throwable e) {
      guard.noteFailure(e);
      throw e;
    }
  }

  @Override
  public void close() {
    guard.close(balancer);
  }
}
