package io.weir.bench.report;

import io.weir.bench.ShellProgram;
import io.weir.bench.run.Results;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench/report}. */
@Command(
    name = "bench/report",
    description = "Writes the tables and charts of a result file.",
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The raw results of a run.")
  private Path file = Path.of("");

  @Option(
      names = "--docs",
      paramLabel = "FOLDER",
      description =
          "Where PAGE.md lies, whose results are replaced; charts and raw results go to PAGE/ beside it."
              + " Without this the tables are printed and nothing is written.")
  private @Nullable Path docs;

  @Option(names = "--page", paramLabel = "PAGE", description = "Which page (${DEFAULT-VALUE}).")
  private String page = "benchmarks";

  private final Path bench;

  private ReportCommand(Path bench) {
    this.bench = bench;
  }

  /** Runs it and exits. */
  public static void main(String[] arguments) {
    ShellProgram.run(new ReportCommand(ShellProgram.folder()), arguments);
  }

  @Override
  public Integer call() throws IOException {
    var report = new Report(Results.read(file), Goal.read(bench.resolve("goals.conf")), page);
    if (docs == null) {
      System.out.println(report.markdown());
      return 0;
    }
    publish(report, file, docs, page);
    return 0;
  }

  /** Puts a report into the documentation. */
  static void publish(Report report, Path raw, Path docs, String name) throws IOException {
    Path page = docs.resolve(name + ".md");
    Files.writeString(page, Page.with(Files.readString(page), report.markdown()));
    Path folder = Files.createDirectories(docs.resolve(name));
    for (Map.Entry<String, String> chart : report.charts().entrySet()) {
      Files.writeString(folder.resolve(chart.getKey()), chart.getValue());
    }
    try (OutputStream packed =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("raw.jsonl.gz")))) {
      Files.copy(raw, packed);
    }
  }
}
