package io.weir.app.cli;

import io.weir.app.boot.Launcher;
import io.weir.app.source.WatchedPlace;
import io.weir.core.config.ConfigFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How weir is started; shared by the commands that start one. */
final class StartOptions {
  @Mixin private SourceOptions source = new SourceOptions();

  @Option(
      names = {"-p", "--pidfile"},
      paramLabel = "FILE",
      description = "Write the process id there; refuse to start if it names a running process.")
  private @Nullable Path pidFile;

  /** The configuration's format; null if it is not given. */
  @Nullable ConfigFormat format() {
    return source.format();
  }

  int start(Launcher launcher, Path file) throws InterruptedException {
    return launcher.run(source.of(file), pidFile);
  }

  int start(Launcher launcher, WatchedPlace place, boolean watched) throws InterruptedException {
    return launcher.run(source.of(place, watched), pidFile);
  }
}
