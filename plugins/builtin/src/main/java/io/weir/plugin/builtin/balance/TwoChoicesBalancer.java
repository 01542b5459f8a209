package io.weir.plugin.builtin.balance;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Selector;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Of two backends drawn at random the one with fewer connections open. Weights do not count. */
public final class TwoChoicesBalancer implements Balancer {
  private final RandomGenerator random;

  /** A balancer whose draws nobody can foresee. */
  public TwoChoicesBalancer() {
    // Each event loop has a generator.
    this(() -> ThreadLocalRandom.current().nextLong());
  }

  TwoChoicesBalancer(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public Selector over(List<Backend> backends) {
    return new TwoChoices(random) {
      @Override
      double load(Candidates candidates, int index) {
        return candidates.activeConnections(index);
      }
    };
  }
}
