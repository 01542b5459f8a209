package io.weir.app.cli;

import io.weir.app.boot.Engine;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir schema}. */
@Command(
    name = "schema",
    description =
        "Print a JSON Schema of everything that can be configured, installed plugins included.")
final class SchemaCommand implements Callable<Integer> {
  private final Engine engine;
  private final PrintStream out;

  @Mixin private OutputOption output = new OutputOption();

  SchemaCommand(Engine engine, PrintStream out) {
    this.engine = engine;
    this.out = out;
  }

  @Override
  public Integer call() {
    output.write(engine.schema(), out);
    return 0;
  }
}
