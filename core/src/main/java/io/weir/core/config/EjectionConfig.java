package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.time.Duration;

/** Section {@code servers.X.backends.ejection}: backends out of work by what connections find. */
public record EjectionConfig(
    @Doc(
            "After how many failures in a row a backend is ejected: it refused, did not answer in time, or reset early.")
        @Default("5")
        int failures,
    @Doc(
            "A connection that the backend resets within this time, without having sent a byte, is a failure; 0 means it is none.")
        @Default("1s")
        Duration earlyReset,
    @Doc("How long it is out the first time; twice as long each further time.") @Default("30s")
        Duration time,
    @Doc("The longest that it is out. One that has stayed in for as long begins with `time` again.")
        @Default("5m")
        Duration maxTime,
    @Doc("How many percent of the backends may be ejected at the same time.") @Default("50")
        int maxEjectedPercent) {

  /** Checks the values. */
  public EjectionConfig {
    if (failures < 1) {
      throw new InvalidConfigException("failures", "1 or more");
    }
    if (!time.isPositive()) {
      throw new InvalidConfigException("time", "a duration above 0");
    }
    if (maxTime.compareTo(time) < 0) {
      throw new InvalidConfigException("max_time", "a duration that is not below time");
    }
    if (maxEjectedPercent < 1 || maxEjectedPercent > 100) {
      throw new InvalidConfigException("max_ejected_percent", "a percentage from 1 to 100");
    }
  }

  /**
   * How long a backend is out.
   *
   * @param earlier how often it has been ejected before, without having been well in between
   */
  public Duration timeAfter(int earlier) {
    Duration out = time;
    for (int i = 0; i < earlier && out.compareTo(maxTime) < 0; i++) {
      out = out.multipliedBy(2);
    }
    return out.compareTo(maxTime) < 0 ? out : maxTime;
  }
}
