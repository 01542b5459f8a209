package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;

/** Section {@code data_path}. */
public record DataPathConfig(
    @Doc(
            "Event loops, each of them a thread that moves bytes; 0 means one for each CPU that weir may use.")
        @Default("0")
        int threads,
    @Doc(
            "Pipes of 256 KiB through which `linux` connections that move much are spliced; connections beyond them are copied; 0 copies all.")
        @Default("256")
        int pipes) {
  private static final int MOST_THREADS = 1024;
  private static final int MOST_PIPES = 65_536;

  /** Checks the counts. */
  public DataPathConfig {
    if (threads < 0 || threads > MOST_THREADS) {
      throw new InvalidConfigException("threads", "0 to " + MOST_THREADS);
    }
    if (pipes < 0 || pipes > MOST_PIPES) {
      throw new InvalidConfigException("pipes", "0 to " + MOST_PIPES);
    }
  }
}
