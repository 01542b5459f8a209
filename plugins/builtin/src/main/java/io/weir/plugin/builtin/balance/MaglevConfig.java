package io.weir.plugin.builtin.balance;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.math.BigInteger;

/** The keys of {@code servers.X.balancer} for the balancer {@code maglev}. */
public record MaglevConfig(
    @Doc(
            "Places in the look-up table, a prime; the same on all nodes. A hundred times the number"
                + " of backends at least, so that each gets its share to within 1 %.")
        @Default("65537")
        int tableSize) {
  private static final int MOST = 10_000_000;

  /** Checks the size. */
  public MaglevConfig {
    if (tableSize < 2 || tableSize > MOST || !BigInteger.valueOf(tableSize).isProbablePrime(50)) {
      throw new InvalidConfigException("table_size", "a prime up to 10000000, such as 65537");
    }
  }
}
