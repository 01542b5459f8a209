package io.weir.core.pool;

import io.weir.core.config.HealthCheckSettings;

/**
 * Whether a member counts as live: that changes after so many results in a row against it. A result
 * that agrees with the present state starts the count again.
 */
final class HealthTally {
  private final HealthCheckSettings settings;
  private boolean live;
  private int against;

  HealthTally(HealthCheckSettings settings, boolean live) {
    this.settings = settings;
    this.live = live;
  }

  boolean live() {
    return live;
  }

  /**
   * Counts a result.
   *
   * @return whether the state has changed by it
   */
  boolean count(boolean healthy) {
    against = healthy == live ? 0 : against + 1;
    if (against < (live ? settings.fails() : settings.passes())) {
      return false;
    }
    live = healthy;
    against = 0;
    return true;
  }
}
