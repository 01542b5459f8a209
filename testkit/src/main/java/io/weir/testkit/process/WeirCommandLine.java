package io.weir.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command line of weir, ready to be run or started.
 *
 * @param home the tarball
 * @param arguments what comes after {@code weir}
 * @param environment what is set beside the test's own environment
 * @param directory where it is run
 */
public record WeirCommandLine(
    WeirHome home, List<String> arguments, Map<String, String> environment, Path directory) {

  /** A command line that is run in the tarball's folder. */
  public static WeirCommandLine of(WeirHome home, String... arguments) {
    return new WeirCommandLine(home, List.of(arguments), Map.of(), home.path());
  }

  /** The same with a variable set. */
  public WeirCommandLine withVariable(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new WeirCommandLine(home, arguments, more, directory);
  }

  /** The same, run elsewhere. */
  public WeirCommandLine in(Path newDirectory) {
    return new WeirCommandLine(home, arguments, environment, newDirectory);
  }

  /** Starts it, and does not wait for anything. */
  public WeirProcess start() {
    List<String> command = new ArrayList<>();
    command.add(home.launcher().toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(false);
    builder
        .environment()
        .keySet()
        .removeAll(List.of("WEIR", "GOBETWEEN", "WEIR_OPTS", "JAVA_OPTS"));
    builder.environment().putAll(environment);
    try {
      return new WeirProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it to its end. */
  public Finished run() throws InterruptedException {
    try (WeirProcess process = start()) {
      return process.awaitExit();
    }
  }
}
