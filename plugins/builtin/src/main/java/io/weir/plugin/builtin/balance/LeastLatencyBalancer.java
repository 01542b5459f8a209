package io.weir.plugin.builtin.balance;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Outcome;
import io.weir.api.balance.Selector;
import io.weir.api.config.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Of two backends drawn at random the one that will probably connect sooner: the average of its
 * connect times, times the connections open to it and this one. Weights do not count.
 */
public final class LeastLatencyBalancer implements Balancer {

  /** Backends that were not heard of for so long are forgotten when the set changes. */
  private static final long FORGOTTEN = Duration.ofHours(1).toNanos();

  private final LeastLatencyConfig config;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private final Map<HostPort, PeakLatency> latencies = new ConcurrentHashMap<>();

  /** A balancer as configured. */
  public LeastLatencyBalancer(LeastLatencyConfig config) {
    this(config, () -> ThreadLocalRandom.current().nextLong(), System::nanoTime);
  }

  LeastLatencyBalancer(LeastLatencyConfig config, RandomGenerator random, LongSupplier nanoTime) {
    this.config = config;
    this.random = random;
    this.nanoTime = nanoTime;
  }

  @Override
  public Selector over(List<Backend> backends) {
    long now = nanoTime.getAsLong();
    latencies.values().removeIf(latency -> now - latency.updated() > FORGOTTEN);
    PeakLatency[] ofBackends =
        backends.stream()
            .map(backend ->
                latencies.computeIfAbsent(
                    backend.address(), _ -> new PeakLatency(config.decay().toNanos(), now)))
            .toArray(PeakLatency[]::new);
    return new TwoChoices(random) {
      @Override
      double load(Candidates candidates, int index) {
        // A nanosecond more, so that connections count while nothing is known of latencies.
        double latency = ofBackends[index].at(nanoTime.getAsLong()) + 1;
        return latency * (candidates.activeConnections(index) + 1);
      }
    };
  }

  @Override
  public void outcome(Backend backend, Outcome outcome, long nanos) {
    PeakLatency latency = latencies.get(backend.address());
    if (latency == null) {
      return;
    }
    long now = nanoTime.getAsLong();
    switch (outcome) {
      case CONNECTED -> latency.add(nanos, now);
      case FAILED -> latency.add(Math.max(nanos, config.failurePenalty().toNanos()), now);
      default -> {}
    }
  }
}
