package io.weir.bench.load;

import io.weir.bench.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A generator: {@link #start} returns when its connections stand, {@link #run} puts the load on,
 * and the connections stand until {@link #close}. It limits its own life, so waiting for it ends.
 */
public final class LoadProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;

  private final String name;
  private final Process process;
  private final BufferedReader output;

  private LoadProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts it and waits for its first word, {@code ready}. */
  public static LoadProcess start(List<String> command) {
    String name = String.valueOf(Path.of(command.getFirst()).getFileName());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      LoadProcess load = new LoadProcess(name, process);
      try {
        load.expectReady();
      } catch (RuntimeException e) {
        load.close();
        throw e;
      }
      return load;
    } catch (IOException e) {
      throw new BenchException("The program " + name + " cannot be started.", e);
    }
  }

  private void expectReady() {
    String line = nextLine();
    if (!line.equals("ready")) {
      throw new BenchException(name + " said \"" + line + "\" (expected: ready)");
    }
  }

  /** Puts the load on and waits for its result, one line of JSON. */
  public String run() {
    go();
    return result();
  }

  /** Puts the load on. */
  public void go() {
    try {
      Writer input = process.outputWriter(StandardCharsets.UTF_8);
      input.write("go\n");
      input.flush();
    } catch (IOException e) {
      throw new BenchException(name + " ended before it began.", e);
    }
  }

  /** Waits for the result, one line of JSON. */
  public String result() {
    return nextLine();
  }

  private String nextLine() {
    try {
      String line = output.readLine();
      if (line == null) {
        throw new BenchException(name + " ended without a result; what it said is above.");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it and its connections. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
    }
    try {
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Its ports are free once it is gone.
    process.destroyForcibly().onExit().join();
  }
}
