package io.weir.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** What the programs behind the scripts share. */
public final class ShellProgram {
  private ShellProgram() {}

  /**
   * The module's folder, which the scripts name in the system property {@code weir.bench.folder}.
   */
  public static Path folder() {
    return Path.of(System.getProperty("weir.bench.folder", "bench"));
  }

  /** Runs a command and exits with its status; what keeps it from going on is told in a line. */
  public static void run(Callable<Integer> command, String... arguments) {
    CommandLine line = new CommandLine(command);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, failed, result) -> {
      if (e instanceof BenchException) {
        failed.getErr().println("bench: " + e.getMessage());
        return 1;
      }
      throw e;
    });
    System.exit(line.execute(arguments));
  }
}
