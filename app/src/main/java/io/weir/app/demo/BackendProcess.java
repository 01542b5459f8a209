package io.weir.app.demo;

import io.weir.app.OperatorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link DemoBackend} in a process of its own, of the same Java runtime as this one. */
final class BackendProcess implements AutoCloseable {
  private static final Duration TIME_TO_END = Duration.ofSeconds(5);

  private final Process process;

  private BackendProcess(Process process) {
    this.process = process;
  }

  /** Starts one; returns when it listens. */
  static BackendProcess start(String name, int port) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx24m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.weir.app.Main",
            "demo-backend",
            name,
            Integer.toString(port));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeAll(List.of("WEIR", "GOBETWEEN"));
    try {
      Process process = builder.start();
      BufferedReader output = process.inputReader();
      String first = output.readLine();
      if (!DemoBackend.READY.equals(first)) {
        process.destroyForcibly();
        throw new OperatorException("demo backend " + name + " does not start on port " + port);
      }
      return new BackendProcess(process);
    } catch (IOException e) {
      throw new OperatorException("demo backend " + name + ": " + e.getMessage());
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it and waits until it has. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(TIME_TO_END.toNanos(), TimeUnit.NANOSECONDS)) {
      process.destroyForcibly();
    }
  }
}
