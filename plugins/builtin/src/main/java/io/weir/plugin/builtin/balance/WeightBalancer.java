package io.weir.plugin.builtin.balance;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Selector;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Among the backends of the lowest priority number present, at random in proportion to weight (RFC
 * 2782); where all weights are 0, uniformly. A backend with a negative weight or priority is never
 * chosen.
 */
public final class WeightBalancer implements Balancer {
  private final RandomGenerator random;

  /** A balancer as configured. */
  public WeightBalancer(WeightConfig config) {
    // java.util.Random is safe for several event loops; without a seed each loop has a generator.
    this(
        config
            .seed()
            .<RandomGenerator>map(Random::new)
            .orElse(() -> ThreadLocalRandom.current().nextLong()));
  }

  WeightBalancer(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public Selector over(List<Backend> backends) {
    var groups = new TreeMap<Integer, IntStream.Builder>();
    for (int i = 0; i < backends.size(); i++) {
      Backend backend = backends.get(i);
      if (backend.priority() >= 0 && backend.weight() >= 0) {
        groups.computeIfAbsent(backend.priority(), _ -> IntStream.builder()).add(i);
      }
    }
    return new WeightSelector(
        groups.values().stream()
            .map(members -> PriorityGroup.of(members.build().toArray(), backends))
            .toArray(PriorityGroup[]::new),
        random);
  }
}
