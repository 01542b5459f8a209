package io.weir.app.cli;

import io.weir.app.boot.Launcher;
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

  int start(Launcher launcher, Path file) throws InterruptedException {
    return launcher.run(source.of(file), pidFile);
  }
}
