package io.weir.app.cli;

import io.weir.app.boot.Engine;
import io.weir.core.EnginePlan;
import io.weir.core.lifecycle.StartProgress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir plugins}. */
@Command(
    name = "plugins",
    description = "List the installed plugins, what they offer and what replaces what.")
final class PluginsCommand implements Callable<Integer> {
  private final Engine engine;
  private final PrintStream out;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration whose plugins.replace holds; none by default.")
  private @Nullable Path config;

  @Mixin private SourceOptions source = new SourceOptions();

  PluginsCommand(Engine engine, PrintStream out) {
    this.engine = engine;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (EnginePlan plan =
        config == null
            ? engine.prepareNothing()
            : engine.prepare(source.of(config), StartProgress.IGNORED)) {
      new PluginTable(engine.folder(), plan.extensions().plugins(), plan.extensions().offered())
          .lines()
          .forEach(out::println);
    }
    return 0;
  }
}
