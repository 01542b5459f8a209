package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.util.Optional;

/** Section {@code access_log}: a line for each connection that has ended. */
public record AccessLogConfig(
    @Doc("Whether it is written.") @Default("false") boolean enabled,
    @Doc("`stdout`, `stderr`, or the path of a file or pipe, which is appended to.")
        @Default("stdout")
        String output,
    @Doc("One line of text or one JSON object per connection.") @Default("text")
        LoggingConfig.Format format,
    @Doc("Lines that wait for a slow output; further ones are dropped and counted.")
        @Default("8192")
        int queueSize,
    @Doc("Begins new files and deletes old ones; one file for ever if left out.")
        Optional<RotationConfig> rotation) {
  private static final int MOST_QUEUED = 1_000_000;

  /** Checks the queue, and that what is rotated is a file. */
  public AccessLogConfig {
    if (queueSize < 1 || queueSize > MOST_QUEUED) {
      throw new InvalidConfigException("queue_size", "1 to " + MOST_QUEUED);
    }
    LogOutput.check(output, rotation);
  }
}
