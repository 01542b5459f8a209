package io.weir.app.boot;

import io.weir.app.OperatorException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** A weir that runs in another process, known by its pid file. */
public final class RunningWeir {
  /** The system tells when a process began to about a second. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  private static final long LOOK_AGAIN_MILLIS = 50;

  private final Path pidFile;
  private final ProcessHandle process;

  private RunningWeir(Path pidFile, ProcessHandle process) {
    this.pidFile = pidFile;
    this.process = process;
  }

  /**
   * Finds it.
   *
   * @throws OperatorException if there is none
   */
  public static RunningWeir of(Path pidFile) {
    try {
      OptionalLong holder = PidFile.holder(pidFile);
      if (holder.isEmpty()) {
        throw problem(
            pidFile,
            "there is no such file; it is there while a weir runs that was started with it");
      }
      Optional<ProcessHandle> process =
          ProcessHandle.of(holder.getAsLong()).filter(ProcessHandle::isAlive);
      if (process.isEmpty()) {
        throw problem(
            pidFile, "process " + holder.getAsLong() + " does not run; the file was left behind");
      }
      requireWriter(pidFile, process.get());
      return new RunningWeir(pidFile, process.get());
    } catch (AccessDeniedException e) {
      throw problem(pidFile, "reading it is not permitted");
    } catch (IOException e) {
      throw problem(pidFile, e.toString());
    }
  }

  /** A process that began after the file was written has only the same number as its writer had. */
  private static void requireWriter(Path pidFile, ProcessHandle process) throws IOException {
    Instant written = Files.getLastModifiedTime(pidFile).toInstant();
    Instant begun = process.info().startInstant().orElse(written);
    if (begun.isAfter(written.plus(CLOCK_TOLERANCE))) {
      throw problem(
          pidFile,
          "process " + process.pid() + " is another than the one that wrote it, which has ended");
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /**
   * Has it read its configuration again, and waits for what comes of it.
   *
   * @param patience how long at most
   * @throws OperatorException if it cannot be asked, or says nothing in time
   */
  public ReloadResult reload(Duration patience) throws InterruptedException {
    Path file = ReloadResult.file(pidFile);
    // A reload that begins from now on reads what was written before.
    Instant asked = Instant.now();
    HangUp.send(process.pid());
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<ReloadResult> result = read(file).filter(found -> !found.begun().isBefore(asked));
      if (result.isPresent()) {
        return result.get();
      }
      if (!process.isAlive()) {
        throw new OperatorException("process " + pid() + " has ended; its log says why");
      }
      if (System.nanoTime() - deadline > 0) {
        throw new OperatorException(
            "process %d was asked to reload and has not said within %d s what came of it; its log does"
                .formatted(pid(), patience.toSeconds()));
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  private static Optional<ReloadResult> read(Path file) {
    try {
      return ReloadResult.read(file);
    } catch (IOException e) {
      throw new OperatorException(file + ": what came of the reload cannot be read: " + e);
    }
  }

  private static OperatorException problem(Path pidFile, String what) {
    return new OperatorException("pid file " + pidFile + ": " + what);
  }
}
