package io.weir.app.cli;

import io.weir.app.OperatorException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command writes its text; shared by the commands that make one. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write there instead of to standard output.")
  private @Nullable Path file;

  @Nullable Path file() {
    return file;
  }

  /** Writes the text to the file, or else to a stream, in UTF-8 both. */
  void write(String text, PrintStream out) {
    if (file == null) {
      out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return;
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new OperatorException(file + ": cannot be written: " + e);
    }
  }
}
