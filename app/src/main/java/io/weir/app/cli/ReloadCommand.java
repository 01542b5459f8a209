package io.weir.app.cli;

import io.weir.app.OperatorException;
import io.weir.app.boot.ReloadResult;
import io.weir.app.boot.RunningWeir;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir reload}. */
@Command(
    name = "reload",
    description = {
      "Have a running weir read its configuration again, and print what that changed.",
      "If the configuration cannot be used, nothing is changed and the exit code is 1."
    })
final class ReloadCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PrintStream out;

  @Option(
      names = {"-p", "--pidfile"},
      paramLabel = "FILE",
      defaultValue = "/run/weir/weir.pid",
      description =
          "The pid file that the running weir was started with; by default that of the unit file"
              + " that is shipped, /run/weir/weir.pid.")
  private Path pidFile = Path.of("");

  ReloadCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    ReloadResult result = RunningWeir.of(pidFile).reload(PATIENCE);
    if (!result.applied()) {
      throw new OperatorException(result.lines());
    }
    result.lines().forEach(out::println);
    return 0;
  }
}
