package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.Name;
import java.time.Duration;

/** Section {@code servers.X.sni}. */
public record SniConfig(
    @Doc("How long the client may take to send its whole hello; 0 means for ever.") @Default("2s")
        Duration readTimeout,
    @Doc("How a backend's `sni` is compared with the name sent.") @Default("exact")
        Matching hostnameMatchingStrategy,
    @Doc("What happens where no backend matches.") @Default("default")
        Unexpected unexpectedHostnameStrategy) {

  /** How names are compared. */
  public enum Matching {
    /** Equal, whatever the case. */
    EXACT,
    /** As a regular expression that is found anywhere in the name. */
    REGEXP
  }

  /** What happens where no backend matches. */
  public enum Unexpected {
    /** Backends without `sni`. */
    @Name("default")
    DEFAULT,
    /** The client is closed. */
    REJECT,
    /** Every backend. */
    ANY
  }
}
