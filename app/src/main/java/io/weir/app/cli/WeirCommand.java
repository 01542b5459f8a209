package io.weir.app.cli;

import io.weir.api.ApiVersion;
import io.weir.app.boot.Launcher;
import io.weir.app.boot.Version;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir} itself. */
@Command(
    name = "weir",
    description = "Spreads TCP, TLS and UDP over backends that it discovers, checks and balances.",
    sortOptions = false,
    footer = {
      "",
      "The environment variable WEIR (or GOBETWEEN) may hold the arguments instead, as a JSON array.",
      "Exit codes: 0 good, 1 a configuration or start error, 2 a wrong command line."
    })
final class WeirCommand implements Callable<Integer> {
  private final Launcher launcher;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Start from a configuration file; the same as from-file.")
  private @Nullable Path config;

  @Mixin private StartOptions start = new StartOptions();

  @Option(
      names = {"-v", "--version"},
      description = "Print the version, and that of the API for plugins, and stop.")
  private boolean version;

  WeirCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() throws InterruptedException {
    var line = Objects.requireNonNull(spec).commandLine();
    if (version) {
      line.getOut().println("weir %s (API %s)".formatted(Version.text(), ApiVersion.CURRENT));
    } else if (config != null) {
      return start.start(launcher, config);
    } else {
      line.usage(line.getOut());
    }
    return 0;
  }
}
