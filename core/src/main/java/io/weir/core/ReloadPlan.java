package io.weir.core;

import io.weir.core.config.BoundConfig;
import io.weir.core.config.ConfigDifference;
import io.weir.core.config.Problem;
import io.weir.core.config.WeirConfig;
import io.weir.core.plugin.PluginChange;
import java.util.List;

/**
 * A configuration that weir could go on by, with the plugins that are installed now, all found
 * sound, and what that would change.
 */
public final class ReloadPlan implements AutoCloseable {
  private final SourceBinder binder;
  private final BoundConfig bound;
  private final PluginChange plugins;
  private final ConfigDifference difference;

  ReloadPlan(
      SourceBinder binder, BoundConfig bound, PluginChange plugins, ConfigDifference difference) {
    this.binder = binder;
    this.bound = bound;
    this.plugins = plugins;
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

  /**
   * A line about a key that showed to be wrong only when it was put into effect, with its place in
   * the file.
   *
   * @param key dotted from the top
   * @param statement what is wrong
   */
  public String line(String key, String statement) {
    return bound.problem(List.of(key.split("\\.", -1)), statement).toString();
  }

  /** What an operator should know although it is no error, a line each. */
  public List<String> warnings() {
    return bound.warnings().stream().map(Problem::toString).toList();
  }

  SourceBinder binder() {
    return binder;
  }

  BoundConfig bound() {
    return bound;
  }

  PluginChange plugins() {
    return plugins;
  }

  /** Lets go of plugins that were loaded for it, unless it was put into effect. */
  @Override
  public void close() {
    plugins.close();
  }
}
