package io.weir.app.cli;

import io.weir.app.boot.ConfigRequest;
import io.weir.app.source.FilePlace;
import io.weir.app.source.WatchedPlace;
import io.weir.core.config.ConfigFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a configuration is read; shared by the commands that read one. */
final class SourceOptions {
  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description =
          "The configuration's format: toml, json or hocon. By default the file's ending tells, else it is toml.")
  private @Nullable ConfigFormat format;

  @Option(
      names = {"-e", "--use-config-env-vars"},
      description = "Replace $${NAME} in the file by environment variables before it is read.")
  private boolean environmentVariables;

  /** Its format; null if it is not given. */
  @Nullable ConfigFormat format() {
    return format;
  }

  ConfigRequest of(Path file) {
    return new ConfigRequest(new FilePlace(file, format), environmentVariables, null);
  }

  ConfigRequest of(WatchedPlace place, boolean watched) {
    return new ConfigRequest(place, environmentVariables, watched ? place : null);
  }
}
