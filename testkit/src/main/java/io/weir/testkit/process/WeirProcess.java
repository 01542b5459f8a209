package io.weir.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A weir that was started from its tarball. Closing it kills it if it still runs. */
public final class WeirProcess implements AutoCloseable {
  /** How long anything may take on a busy machine; what takes this long has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Output out;
  private final Output err;

  WeirProcess(Process process) {
    this.process = process;
    this.out = new Output(process.getInputStream());
    this.err = new Output(process.getErrorStream());
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The lines on standard output so far. */
  public List<String> out() {
    return out.lines();
  }

  /** The lines on standard error so far. */
  public List<String> err() {
    return err.lines();
  }

  /** Waits until every server listens. Needs a log at level info on standard output. */
  public WeirProcess awaitReady() throws InterruptedException {
    awaitLine(line -> line.contains("weir is ready"));
    return this;
  }

  /** The port that a server listens on; {@code bind} may have left it to the system. */
  public int port(String server) throws InterruptedException {
    return portOf("server " + server);
  }

  /** The port that a service such as {@code api} listens on. */
  public int servicePort(String section) throws InterruptedException {
    return portOf(": " + section);
  }

  private int portOf(String listener) throws InterruptedException {
    Pattern listening = Pattern.compile(Pattern.quote(listener) + " listens on \\S*:([0-9]+)\\b");
    Matcher match = listening.matcher(awaitLine(line -> listening.matcher(line).find()));
    if (!match.find()) {
      throw new AssertionError("no port in the line that was found");
    }
    return Integer.parseInt(match.group(1));
  }

  /** Waits for a line on standard output. */
  public String awaitLine(Predicate<String> wanted) throws InterruptedException {
    return out.await(wanted, PATIENCE)
        .orElseThrow(() -> new AssertionError(failure("no such line")));
  }

  /** Asks it to stop, by SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Sends a signal by its name, e.g. {@code INT}. */
  public void signal(String name) throws InterruptedException {
    try {
      int exit =
          new ProcessBuilder("kill", "-s", name, Long.toString(pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new AssertionError(failure("kill -s " + name + " exited with " + exit));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end. */
  public Finished awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError(failure("it has not ended"));
    }
    // A grandchild that outlives it could keep the streams open: then the lines so far have to do.
    out.awaitEnd(Duration.ofSeconds(5));
    err.awaitEnd(Duration.ofSeconds(5));
    return new Finished(process.exitValue(), out.lines(), err.lines());
  }

  /** Stops it by SIGTERM and waits for its end. */
  public Finished stop() throws InterruptedException {
    terminate();
    return awaitExit();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private String failure(String what) {
    List<String> text = new ArrayList<>();
    text.add(what + (isAlive() ? "; it runs" : "; it exited with " + process.exitValue()));
    out.lines().forEach(line -> text.add("  out: " + line));
    err.lines().forEach(line -> text.add("  err: " + line));
    return String.join("\n", text);
  }
}
