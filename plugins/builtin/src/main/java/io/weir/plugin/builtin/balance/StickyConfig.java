package io.weir.plugin.builtin.balance;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.time.Duration;

/** The keys of {@code servers.X.balancer} for the balancer {@code sticky}. */
public record StickyConfig(
    @Doc("How long a client is remembered after its last connection began.") @Default("30m")
        Duration ttl,
    @Doc("How many bits of an IPv4 client's address tell clients apart; 24 keeps a /24 together.")
        @Default("32")
        int prefixV4,
    @Doc("The same for an IPv6 client.") @Default("64") int prefixV6,
    @Doc(
            "How many clients are remembered at least, 8 bytes each; where there is no room the one"
                + " that would be forgotten first is.")
        @Default("65536")
        int tableSize) {
  private static final int LARGEST = 1 << 26;

  /** Checks the numbers. */
  public StickyConfig {
    if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(Duration.ofDays(3)) > 0) {
      throw new InvalidConfigException("ttl", "1s to 72h");
    }
    if (prefixV4 < 1 || prefixV4 > 32) {
      throw new InvalidConfigException("prefix_v4", "1 to 32");
    }
    if (prefixV6 < 1 || prefixV6 > 128) {
      throw new InvalidConfigException("prefix_v6", "1 to 128");
    }
    if (tableSize < 1 || tableSize > LARGEST) {
      throw new InvalidConfigException("table_size", "1 to " + LARGEST);
    }
  }
}
