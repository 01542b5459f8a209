package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import java.util.Optional;

/** Section {@code logging}. */
public record LoggingConfig(
    @Doc("Events below this level are not logged.") @Default("info") Level level,
    @Doc("`stdout`, `stderr`, or the path of a file, which is appended to.") @Default("stdout")
        String output,
    @Doc("One line of text or one JSON object per event.") @Default("text") Format format,
    @Doc("Begins new files and deletes old ones; one file for ever if left out.")
        Optional<RotationConfig> rotation) {

  /** Checks that what is rotated is a file. */
  public LoggingConfig {
    LogOutput.check(output, rotation);
  }

  /** How important an event is. */
  public enum Level {
    /** For finding a fault. */
    DEBUG,
    /** What an operator would tell a colleague. */
    INFO,
    /** Something is wrong and weir goes on. */
    WARN,
    /** Something does not work. */
    ERROR
  }

  /** What a line looks like. */
  public enum Format {
    /** {@code 2006-01-02 15:04:05 [INFO ] (name): message}. */
    TEXT,
    /** A JSON object per line. */
    JSON
  }
}
