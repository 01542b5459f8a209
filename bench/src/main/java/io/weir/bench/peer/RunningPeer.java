package io.weir.bench.peer;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A peer's process, with whatever processes it started.
 *
 * @param started {@link System#nanoTime()} right before it was started
 */
public record RunningPeer(String name, int port, Process process, long started)
    implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 3;

  /** Its processes: a master and its workers, say. */
  public List<Long> processes() {
    return handles().map(ProcessHandle::pid).toList();
  }

  private Stream<ProcessHandle> handles() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  /** Stops it, first kindly. */
  @Override
  public void close() {
    List<ProcessHandle> all = handles().toList();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
