package io.weir.app.boot;

import io.weir.app.OperatorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with this process' id, by which others find it and a second start is refused. One that
 * holds the id of a process that is gone was left behind by a crash and is overwritten.
 */
final class PidFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);

  /** Room for a process id; what is longer is none, and a device has no end. */
  private static final int LONGEST = 64;

  private final Path path;
  private final long pid;

  private PidFile(Path path, long pid) {
    this.path = path;
    this.pid = pid;
  }

  /**
   * Writes it.
   *
   * @throws OperatorException if another process holds it, or if it cannot be read or written
   */
  static PidFile acquire(Path path) {
    long own = ProcessHandle.current().pid();
    try {
      OptionalLong holder = holder(path);
      // Its own id is a leftover: in a container every process that was ever started is number 1.
      if (holder.isPresent() && holder.getAsLong() != own && isAlive(holder.getAsLong())) {
        throw new OperatorException(
            "pid file " + path + ": process " + holder.getAsLong() + " is running");
      }
      Files.writeString(path, own + "\n");
    } catch (IOException e) {
      throw new OperatorException("pid file " + path + ": " + reason(e));
    }
    return new PidFile(path, own);
  }

  /** Removes it, unless another process has written its own id into it since. */
  @Override
  public void close() {
    try {
      OptionalLong holder = holder(path);
      if (holder.isPresent() && holder.getAsLong() == pid) {
        Files.delete(path);
      }
    } catch (IOException | OperatorException e) {
      LOG.atWarn()
          .setMessage("The pid file stays behind")
          .addKeyValue("file", path)
          .addKeyValue("reason", e.getMessage())
          .log();
    }
  }

  /**
   * The process id in a pid file; empty if there is no file.
   *
   * @throws OperatorException if it holds something else
   */
  static OptionalLong holder(Path path) throws IOException {
    String content;
    try (InputStream in = Files.newInputStream(path)) {
      content = new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
    if (!content.matches("[0-9]{1,18}")) {
      throw new OperatorException(
          "pid file " + path + ": its content is no process id; remove it if it is not in use");
    }
    return OptionalLong.of(Long.parseLong(content));
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static String reason(Exception e) {
    return e instanceof NoSuchFileException
        ? "its folder does not exist"
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
