package io.weir.plugin.database.sql;

import io.weir.api.config.InvalidConfigException;
import java.time.Duration;

/** What a server is to its fellows. */
public enum ReplicationRole {
  /** It does not matter. */
  ANY,
  /** It takes writes. */
  PRIMARY,
  /** It follows a primary. */
  REPLICA;

  /** Checks that a lag is allowed for replicas only, and can be told in what servers count in. */
  void check(String prefix, Duration maxLag) {
    if (!maxLag.isZero() && (this != REPLICA || maxLag.compareTo(Duration.ofSeconds(1)) < 0)) {
      throw new InvalidConfigException(
          prefix + "max_lag", "0, or at least 1s with " + prefix + "role = replica");
    }
  }
}
