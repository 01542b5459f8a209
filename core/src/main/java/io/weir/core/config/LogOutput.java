package io.weir.core.config;

import io.weir.api.config.InvalidConfigException;
import java.util.Optional;

/** The words of {@code output} wherever something is logged. */
public final class LogOutput {
  /** Standard output. */
  public static final String STDOUT = "stdout";

  /** Standard error. */
  public static final String STDERR = "stderr";

  private LogOutput() {}

  /** Whether it is a file and not one of the words. */
  public static boolean isFile(String output) {
    return !output.equals(STDOUT) && !output.equals(STDERR);
  }

  static void check(String output, Optional<RotationConfig> rotation) {
    if (rotation.isPresent() && !isFile(output)) {
      throw new InvalidConfigException("rotation", "nothing while `output` is no file");
    }
  }
}
