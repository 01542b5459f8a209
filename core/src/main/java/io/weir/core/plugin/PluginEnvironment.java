package io.weir.core.plugin;

import io.weir.core.stats.PluginMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process lends to all plugins, and how long it waits for them.
 *
 * @param stateDirectory plugins keep their data in {@code plugins/<id>} below it
 * @param clock the time
 * @param metrics takes their counters and gauges
 * @param createLimit how long loading a plugin or creating a product may take
 * @param closeLimit how long closing a product may take
 * @param logs the log of a name; plugins log as {@code plugin.<id>}
 */
public record PluginEnvironment(
    Path stateDirectory,
    InstantSource clock,
    PluginMetrics metrics,
    Duration createLimit,
    Duration closeLimit,
    Function<String, Logger> logs) {

  /** The usual one: the system's clock, 10 s to create and 5 s to close. */
  public static PluginEnvironment of(Path stateDirectory, PluginMetrics metrics) {
    return new PluginEnvironment(
        stateDirectory,
        InstantSource.system(),
        metrics,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        LoggerFactory::getLogger);
  }
}
