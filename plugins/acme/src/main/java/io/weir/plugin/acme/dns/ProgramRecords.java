package io.weir.plugin.acme.dns;

import io.weir.api.process.Program;
import io.weir.api.process.ProgramResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Changes the DNS by a program of the operator's. */
final class ProgramRecords implements TxtRecords {
  /** What it prints is of no use but to its author. */
  private static final int OUTPUT_LIMIT = 1 << 16;

  private final List<String> command;
  private final Duration timeout;
  private final Executor executor;

  /**
   * By a program.
   *
   * @param timeout how long it may run
   * @param executor what it is waited for on
   */
  ProgramRecords(List<String> command, Duration timeout, Executor executor) {
    this.command = List.copyOf(command);
    this.timeout = timeout;
    this.executor = executor;
  }

  @Override
  public String add(String name, String value) throws IOException, InterruptedException {
    run("present", name, value);
    return name;
  }

  @Override
  public void remove(String name, String value) throws IOException, InterruptedException {
    run("cleanup", name, value);
  }

  private void run(String action, String name, String value)
      throws IOException, InterruptedException {
    List<String> words = Stream.concat(command.stream(), Stream.of(action, name, value)).toList();
    FutureTask<ProgramResult> running = new FutureTask<>(new Program(words, OUTPUT_LIMIT)::run);
    executor.execute(running);
    String what = "dns.exec \"" + command.getFirst() + "\" " + action + " " + name;
    try {
      ProgramResult result = running.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (!result.succeeded()) {
        throw new IOException(what + " ended with " + result.reason() + " (expected: exit code 0)");
      }
    } catch (TimeoutException _) {
      throw new IOException(
          what + ": killed, as it did not end within dns.timeout, " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IOException(what + ": " + Reason.of(e), e);
    } finally {
      // An interrupt kills it; nothing happens to what has ended.
      running.cancel(true);
    }
  }
}
