package io.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.core.LayoutBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A write that was cut in the middle of a line, in a process that may write no more than 4 KiB. */
class CutShortLineTest {
  private static final String LINE = "x".repeat(1000);

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void isEndedBeforeTheNextLine() throws Exception {
    Path file = folder.resolve("a.log");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    int exit =
        new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -S -f 4 && exec \"$@\"",
                "bash",
                java.toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .inheritIO()
            .start()
            .waitFor();

    assertThat(exit).isZero();
    assertThat(Files.readAllLines(file))
        .containsExactly(LINE, LINE, LINE, LINE, "x".repeat(4096 - 4 * 1001), "next");
  }

  /** The process. */
  static final class Writer {
    private Writer() {}

    /** Writes more than it may, then is allowed more and writes again. */
    public static void main(String[] arguments) throws Exception {
      try (LineLog<String> log =
          LineLog.open(
              new LineLog.Settings("test_log", arguments[0], 100, Optional.empty()),
              new OneEach())) {
        for (int i = 0; i < 6; i++) {
          log.write(LINE);
        }
        await().until(() -> log.lost() == 2);
        allowMore();
        log.write("next");
      }
    }

    private static void allowMore() throws IOException, InterruptedException {
      String own = Long.toString(ProcessHandle.current().pid());
      List<String> command = List.of("prlimit", "--pid", own, "--fsize=1048576:");
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException("the limit stays");
      }
    }
  }

  private static final class OneEach extends LayoutBase<String> {
    @Override
    public String doLayout(String event) {
      return event + "\n";
    }
  }
}
