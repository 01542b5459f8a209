package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.util.Optional;

/** Section {@code rotation} of whatever is logged to a file: when a new file is begun. */
public record RotationConfig(
    @Doc("A new file is begun every hour, at midnight, or on the first of a month.") @Default("day")
        Every every,
    @Doc("A new file is also begun when the current one has this size.") Optional<ByteSize> maxSize,
    @Doc("How many hours, days or months are kept beside the current one; older files are deleted.")
        @Default("14")
        int keep,
    @Doc("The oldest rotated files are also deleted when all of them are larger than this.")
        Optional<ByteSize> maxTotalSize,
    @Doc("Whether rotated files are compressed (gzip).") @Default("false") boolean compress) {

  /** How often a new file is begun. */
  public enum Every {
    /** At every full hour. */
    HOUR,
    /** At midnight. */
    DAY,
    /** At midnight before the first day of a month. */
    MONTH
  }

  /** Checks the number of periods. */
  public RotationConfig {
    if (keep < 1) {
      throw new InvalidConfigException("keep", "1 or more");
    }
  }
}
