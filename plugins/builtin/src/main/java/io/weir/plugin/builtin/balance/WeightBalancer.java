package io.weir.plugin.builtin.balance;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Among the backends of the lowest priority number present, at random in proportion to weight (RFC
 * 2782); where all weights are 0, uniformly. With fewer usable ones than {@code min_usable} those
 * of the next number are joined to them, and so on. A backend with a negative weight or priority is
 * never chosen.
 */
public final class WeightBalancer implements Balancer {
  private final RandomGenerator random;
  private final int minUsable;

  /** A balancer as configured. */
  public WeightBalancer(WeightConfig config) {
    // java.util.Random is safe for several event loops; without a seed each loop has a generator.
    this(
        config
            .seed()
            .<RandomGenerator>map(Random::new)
            .orElse(() -> ThreadLocalRandom.current().nextLong()),
        config.minUsable().orElse(1));
  }

  WeightBalancer(RandomGenerator random, int minUsable) {
    this.random = random;
    this.minUsable = minUsable;
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
    List<PriorityGroup> choices = new ArrayList<>();
    int[] before = {};
    for (IntStream.Builder builder : groups.values()) {
      // With fewer usable ones than wanted, a group is not left for the next but joined by it.
      int[] members =
          minUsable == 1
              ? builder.build().toArray()
              : IntStream.concat(Arrays.stream(before), builder.build()).toArray();
      choices.add(PriorityGroup.of(members, backends));
      before = members;
    }
    return new WeightSelector(choices.toArray(PriorityGroup[]::new), random, minUsable);
  }
}
