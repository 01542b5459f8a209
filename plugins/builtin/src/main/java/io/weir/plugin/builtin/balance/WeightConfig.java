package io.weir.plugin.builtin.balance;

import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.util.Optional;

/** The keys of {@code servers.X.balancer} for the balancer {@code weight}. */
public record WeightConfig(
    @Doc("Makes the choices the same from run to run, for tests; left out in production.")
        Optional<Long> seed,
    @Doc(
            "How many backends of the lowest priority number have to be usable; with fewer, those of"
                + " the next number are taken in as well, and so on; 1 if left out.")
        Optional<Integer> minUsable) {

  /** Checks the number. */
  public WeightConfig {
    if (minUsable.isPresent() && minUsable.get() < 1) {
      throw new InvalidConfigException("min_usable", "1 or more");
    }
  }
}
