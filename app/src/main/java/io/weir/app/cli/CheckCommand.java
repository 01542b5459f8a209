package io.weir.app.cli;

import io.weir.app.boot.Engine;
import io.weir.core.EnginePlan;
import io.weir.core.lifecycle.StartProgress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir check}. */
@Command(name = "check", description = "Say everything that is wrong with a configuration file.")
final class CheckCommand implements Callable<Integer> {
  private final Engine engine;
  private final PrintStream out;

  @Mixin private SourceOptions source = new SourceOptions();

  @Parameters(paramLabel = "FILE", description = "The configuration file.")
  private Path file = Path.of("");

  CheckCommand(Engine engine, PrintStream out) {
    this.engine = engine;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (EnginePlan plan = engine.prepare(source.of(file), StartProgress.IGNORED)) {
      plan.warnings().forEach(warning -> out.println("warning: " + warning));
      out.println(file + " is good: " + servers(plan.config().servers().size()));
    }
    return 0;
  }

  private static String servers(int count) {
    return count == 1 ? "1 server" : count + " servers";
  }
}
