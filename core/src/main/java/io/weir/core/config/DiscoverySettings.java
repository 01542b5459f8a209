package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import java.time.Duration;
import java.util.Optional;

/** Core's keys of {@code servers.X.discovery}; the kind's own stand beside them. */
public record DiscoverySettings(
    @Doc("Time from one look-up to the next; 0 means once, until one succeeds.") @Default("0")
        Duration interval,
    @Doc("How long one look-up may take; 0 means no limit. The default is the kind's.")
        Optional<Duration> timeout,
    @Doc("What becomes of the backends when a look-up fails.") @Default("keeplast")
        FailPolicy failpolicy) {

  /** What becomes of the backends when a look-up fails. */
  public enum FailPolicy {
    /** The last good list stays. */
    KEEPLAST,
    /** There are no backends until a look-up succeeds. */
    SETEMPTY
  }
}
