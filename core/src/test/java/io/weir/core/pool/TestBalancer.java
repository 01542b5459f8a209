package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Outcome;
import io.weir.api.balance.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes usable backends in turn and remembers what it was told. */
final class TestBalancer implements Balancer {
  private final AtomicInteger turn = new AtomicInteger();

  /** What {@link #over} was given, call by call. */
  final List<List<Backend>> sets = new ArrayList<>();

  /** Where it was called. */
  final Set<Thread> threads = new HashSet<>();

  Backend lastBackend;
  Outcome lastOutcome;
  long lastNanos;
  int closed;

  @Override
  public synchronized Selector over(List<Backend> backends) {
    sets.add(backends);
    threads.add(Thread.currentThread());
    return (_, candidates) -> next(candidates);
  }

  private int next(Candidates candidates) {
    int size = candidates.size();
    if (size == 0) {
      return Selector.NONE;
    }
    int start = Math.floorMod(turn.getAndIncrement(), size);
    if (candidates.allUsable()) {
      return start;
    }
    for (int i = 0; i < size; i++) {
      int index = (start + i) % size;
      if (candidates.isUsable(index)) {
        return index;
      }
    }
    return Selector.NONE;
  }

  @Override
  public void outcome(Backend backend, Outcome outcome, long nanos) {
    lastBackend = backend;
    lastOutcome = outcome;
    lastNanos = nanos;
  }

  @Override
  public void close() {
    closed++;
  }
}
