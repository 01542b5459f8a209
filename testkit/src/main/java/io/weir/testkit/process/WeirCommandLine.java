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
 * @param wrapper the program that runs it, with its arguments; empty if none does
 */
public record WeirCommandLine(
    WeirHome home,
    List<String> arguments,
    Map<String, String> environment,
    Path directory,
    List<String> wrapper) {

  /** A command line that is run in the tarball's folder. */
  public static WeirCommandLine of(WeirHome home, String... arguments) {
    return new WeirCommandLine(home, List.of(arguments), Map.of(), home.path(), List.of());
  }

  /** The same with a variable set. */
  public WeirCommandLine withVariable(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new WeirCommandLine(home, arguments, more, directory, wrapper);
  }

  /** The same, run elsewhere. */
  public WeirCommandLine in(Path newDirectory) {
    return new WeirCommandLine(home, arguments, environment, newDirectory, wrapper);
  }

  /** The same, run by another program that becomes it, e.g. {@code setpriv}. */
  public WeirCommandLine within(String... program) {
    return new WeirCommandLine(home, arguments, environment, directory, List.of(program));
  }

  /** Starts it, and does not wait for anything. */
  public WeirProcess start() {
    List<String> command = new ArrayList<>(wrapper);
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
