package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus' own checker, from Debian's package {@code prometheus}. */
final class Promtool {
  private Promtool() {}

  /** Skips the test where there is none. */
  static void assumeInstalled() {
    Programs.assumeInstalled("promtool", "prometheus");
  }

  /**
   * Runs it; fails the test if it finds fault.
   *
   * @param input what it reads
   */
  static void accepts(Path input, String... arguments) throws IOException, InterruptedException {
    assertThat(complaints(input, arguments)).isEmpty();
  }

  /** What it has to say against its input. */
  static List<String> complaints(Path input, String... arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("promtool", ".txt");
    try {
      Process promtool =
          new ProcessBuilder(
                  Stream.concat(Stream.of("promtool"), Arrays.stream(arguments)).toList())
              .redirectInput(input.toFile())
              .redirectOutput(output.toFile())
              .redirectErrorStream(true)
              .start();
      if (!promtool.waitFor(60, TimeUnit.SECONDS)) {
        promtool.destroyForcibly();
        throw new AssertionError("promtool has not ended");
      }
      List<String> lines = Files.readAllLines(output);
      return promtool.exitValue() == 0 ? List.of() : lines;
    } finally {
      Files.delete(output);
    }
  }
}
