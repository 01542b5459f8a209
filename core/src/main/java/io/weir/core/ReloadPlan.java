package io.weir.core;

import io.weir.core.config.BoundConfig;
import io.weir.core.config.ConfigDifference;
import io.weir.core.config.Problem;
import io.weir.core.config.WeirConfig;
import java.util.List;

/** A configuration that weir could go on by, found sound, and what that would change. */
public final class ReloadPlan {
  private final BoundConfig bound;
  private final ConfigDifference difference;

  ReloadPlan(BoundConfig bound, ConfigDifference difference) {
    this.bound = bound;
    this.difference = difference;
  }

  /** What it says, with each server's defaults filled in. */
  public WeirConfig config() {
    return bound.config();
  }

  /** In what it differs from what was running when the plan was made. */
  public ConfigDifference difference() {
    return difference;
  }

  /** What an operator should know although it is no error, a line each. */
  public List<String> warnings() {
    return bound.warnings().stream().map(Problem::toString).toList();
  }

  BoundConfig bound() {
    return bound;
  }
}
