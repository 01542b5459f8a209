package io.weir.api.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run, waited for, and killed with all that it started when it takes too long,
 * which is when the waiting thread is interrupted. Immutable: it may be run several times, also at
 * the same time. It inherits weir's environment, user and working directory, and its standard input
 * is empty.
 *
 * <p>Its pipes are emptied by the waiting thread itself, as far as something is in them. A thread
 * that reads a pipe cannot be interrupted, and would stay as long as anything that the program left
 * running in the background holds the pipe open.
 */
public final class Program {
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration PAUSE_WHILE_IT_WRITES = Duration.ofMillis(1);
  private static final int ERROR_LIMIT = 1024;

  private final List<String> command;
  private final int outputLimit;

  /**
   * A program that is not yet running.
   *
   * @param command the program and its arguments, of which no shell makes anything else; not empty
   * @param outputLimit how many bytes it may write to its standard output; 0 allows none
   */
  public Program(List<String> command, int outputLimit) {
    this.command = List.copyOf(command);
    this.outputLimit = outputLimit;
  }

  /**
   * Runs it to its end. Blocks until then, without a limit of its own; whatever it left running in
   * the background is not waited for.
   *
   * @return what came of it, whatever its exit code
   * @throws IOException if it cannot be started or writes too much, in which case it was killed;
   *     the message is for operators
   * @throws InterruptedException if the thread was interrupted; the program was killed
   */
  public ProgramResult run() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    try {
      process.getOutputStream().close();
      var output = new Pipe(process.getInputStream(), outputLimit);
      var errors = new Pipe(process.getErrorStream(), ERROR_LIMIT);
      Duration pause;
      do {
        pause = empty(output, errors) ? PAUSE_WHILE_IT_WRITES : PAUSE;
      } while (!process.waitFor(pause.toNanos(), TimeUnit.NANOSECONDS));
      empty(output, errors);
      return new ProgramResult(process.exitValue(), output.text(), errors.text());
    } finally {
      if (process.isAlive()) {
        kill(process.toHandle());
      }
    }
  }

  /** Whether there was anything in one of them. */
  private boolean empty(Pipe output, Pipe errors) throws IOException {
    boolean wroteOutput = output.empty();
    boolean wroteErrors = errors.empty();
    if (output.overflowed()) {
      throw new IOException("it wrote more than " + outputLimit + " bytes");
    }
    return wroteOutput || wroteErrors;
  }

  /** From the top down, so that nothing is started anew by what is still there. */
  private static void kill(ProcessHandle process) {
    List<ProcessHandle> children = process.children().toList();
    process.destroyForcibly();
    children.forEach(Program::kill);
  }
}
