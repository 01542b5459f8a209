package io.weir.app.cli;

import io.weir.app.boot.Launcher;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir from-file}. */
@Command(name = "from-file", description = "Start from a configuration file.")
final class FromFileCommand implements Callable<Integer> {
  private final Launcher launcher;

  @Mixin private StartOptions start = new StartOptions();

  @Parameters(paramLabel = "PATH", description = "The configuration file.")
  private Path path = Path.of("");

  FromFileCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() throws InterruptedException {
    return start.start(launcher, path);
  }
}
