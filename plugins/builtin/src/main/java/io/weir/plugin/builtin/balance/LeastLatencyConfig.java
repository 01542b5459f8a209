package io.weir.plugin.builtin.balance;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.time.Duration;

/** The keys of {@code servers.X.balancer} for the balancer {@code leastlatency}. */
public record LeastLatencyConfig(
    @Doc("How long a slow connect counts: after this time its weight has fallen to 37 %.")
        @Default("10s")
        Duration decay,
    @Doc("What a connect that failed counts as, if it took less.") @Default("1s")
        Duration failurePenalty) {

  /** Checks the times. */
  public LeastLatencyConfig {
    if (!decay.isPositive()) {
      throw new InvalidConfigException("decay", "more than 0");
    }
    if (failurePenalty.isNegative()) {
      throw new InvalidConfigException("failure_penalty", "0 or more");
    }
  }
}
