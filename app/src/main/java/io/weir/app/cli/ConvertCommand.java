package io.weir.app.cli;

import io.weir.app.boot.ConfigRequest;
import io.weir.app.boot.Engine;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigTranslation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir convert}. */
@Command(
    name = "convert",
    description = {
      "Write a configuration file in another format: the same values in the order of their lines.",
      "Comments are lost, and files that HOCON includes become part of it. Variables stay variables"
          + " unless -e is given; notes on standard error name each that changes its ways."
    })
final class ConvertCommand implements Callable<Integer> {
  private final Engine engine;
  private final PrintStream out;
  private final PrintStream err;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = {"-t", "--to"},
      paramLabel = "FORMAT",
      description = "The new format: toml, json or hocon. By default the ending of -o tells.")
  private @Nullable ConfigFormat format;

  @Parameters(paramLabel = "FILE", description = "The configuration file.")
  private Path file = Path.of("");

  ConvertCommand(Engine engine, PrintStream out, PrintStream err) {
    this.engine = engine;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException {
    ConfigRequest request = source.of(file);
    ConfigTranslation translation = engine.translate(request, target());
    output.write(translation.text(), out);
    translation.notes().forEach(note -> err.println("note: " + note));
    return 0;
  }

  private ConfigFormat target() {
    if (format != null) {
      return format;
    }
    Path written = output.file();
    if (written == null) {
      throw new UsageException("convert: which format? (expected: --to, or -o with an ending)");
    }
    return ConfigFormat.ofFile(written);
  }
}
