package io.weir.distribution.answers;

import io.weir.testkit.process.WeirCommandLine;
import io.weir.testkit.process.WeirHome;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A weir or a gobetween that runs. Both are started by the same command line, as an operator who
 * changes one word in a unit file does.
 */
final class AskedProgram implements AutoCloseable {
  private final WeirProcess process;
  private final Path configuration;

  private AskedProgram(WeirProcess process, Path configuration) {
    this.process = process;
    this.configuration = configuration;
  }

  /** A folder in which {@code bin/weir} is gobetween. */
  static WeirHome inWeirsPlace(Path gobetween, Path folder) throws IOException {
    WeirHome home = new WeirHome(folder);
    Files.createDirectories(home.launcher().getParent());
    Files.createSymbolicLink(home.launcher(), gobetween.toAbsolutePath());
    return home;
  }

  /** Starts a program; it need not serve yet. */
  static AskedProgram start(WeirHome home, String configuration, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("gobetween.toml"), configuration);
    String state = folder.resolve("state").toString();
    return new AskedProgram(
        WeirCommandLine.of(home, "-c", file.toString())
            .in(folder)
            .withVariable("XDG_STATE_HOME", state)
            .withVariable("STATE_DIRECTORY", state)
            .start(),
        file);
  }

  /** Its process id. */
  long pid() {
    return process.pid();
  }

  /** The file that it was started with, as its command line named it. */
  String file() {
    return configuration.toString();
  }

  /** Fails with what it wrote if it has ended. */
  void assertRuns() {
    if (!process.isAlive()) {
      throw new AssertionError("it has ended: " + process.out() + process.err());
    }
  }

  @Override
  public void close() throws InterruptedException {
    try (process) {
      process.stop();
    }
  }
}
