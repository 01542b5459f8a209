package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.time.Duration;

/** Core's keys of {@code servers.X.healthcheck}; the kind's own stand beside them. */
public record HealthCheckSettings(
    @Doc("Time from one check of a backend to the next; required for every kind but `none`.")
        @Default("0")
        Duration interval,
    @Doc("How long a check may take; 0 means no limit.") @Default("0") Duration timeout,
    @Doc("Failed checks in a row until a backend counts as down.") @Default("1") int fails,
    @Doc("Passed checks in a row until a backend counts as up.") @Default("1") int passes,
    @Doc("The state of a backend before its first check.") @Default("healthy")
        InitialStatus initialStatus) {

  /** Checks the counts. */
  public HealthCheckSettings {
    if (fails < 1) {
      throw new InvalidConfigException("fails", "1 or more");
    }
    if (passes < 1) {
      throw new InvalidConfigException("passes", "1 or more");
    }
  }

  /** The state of a backend before its first check. */
  public enum InitialStatus {
    /** It takes connections at once. */
    HEALTHY,
    /** It takes connections once its checks pass. */
    UNHEALTHY
  }
}
