package io.weir.core.pool;

import java.util.Locale;

/** What a backend is good for, in one word: the same in the API, the log and the metrics. */
public enum BackendState {
  /** It takes its share of the connections. */
  UP,
  /** Its checks fail, or have not passed yet, or its name has no address yet. */
  DOWN,
  /** It has come to work and takes none or less than its share of the connections yet. */
  STARTING,
  /** It takes no new connections; those that it has go on. */
  DRAINING,
  /** It is out of work for some time because of failed connections. */
  EJECTED,
  /** An operator has it in maintenance. */
  DISABLED;

  /** The word for it, e.g. {@code "up"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
