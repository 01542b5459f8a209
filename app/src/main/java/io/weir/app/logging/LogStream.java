package io.weir.app.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go in the end. It collects them and appends them in one write when it is flushed.
 * A write that fails, e.g. because the disk is full, is told once; the lines are counted as lost,
 * and the next flush tries again. A file that was moved away or deleted, as logrotate does, is
 * opened anew within a second; one that was emptied is appended to from its beginning.
 *
 * <p>Nothing is opened before the first flush, because opening a pipe waits for its reader. All
 * methods are called by one thread at a time, which may have to wait for the output.
 */
final class LogStream extends OutputStream {
  private static final Logger LOG = LoggerFactory.getLogger(LogStream.class);
  private static final int BUFFER_SIZE = 64 * 1024;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final @Nullable Path path;
  private final LostLines lost;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
  private @Nullable FileChannel channel;
  private @Nullable Object identity;
  private long lookedAt;
  private boolean failing;
  private boolean torn;

  private LogStream(
      String name, @Nullable Path path, @Nullable FileChannel channel, LostLines lost) {
    this.name = name;
    this.path = path;
    this.channel = channel;
    this.lost = lost;
  }

  /** Appends to a file or pipe. */
  static LogStream to(Path path, LostLines lost) {
    return new LogStream(path.toString(), path, null, lost);
  }

  /** Writes to a descriptor that is open already and stays so, e.g. standard output. */
  @SuppressWarnings("resource") // Closing the stream would close the process' descriptor.
  static LogStream to(String name, FileDescriptor descriptor, LostLines lost) {
    return new LogStream(name, null, new FileOutputStream(descriptor).getChannel(), lost);
  }

  /** Whether the last write failed. */
  boolean failing() {
    return failing;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] line, int offset, int length) {
    if (length > buffer.remaining()) {
      flush();
    }
    int from = offset;
    while (from < offset + length) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int part = Math.min(buffer.remaining(), offset + length - from);
      buffer.put(line, from, part);
      from += part;
    }
  }

  /** Appends what has been collected. */
  @Override
  public void flush() {
    buffer.flip();
    try {
      if (buffer.hasRemaining()) {
        append(opened());
      }
    } catch (IOException e) {
      failed(e);
    } finally {
      buffer.clear();
    }
  }

  private void append(FileChannel file) throws IOException {
    if (torn) {
      file.write(ByteBuffer.wrap(new byte[] {'\n'}));
      torn = false;
    }
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    if (failing) {
      failing = false;
      LOG.warn("The log {} is written again; lines lost: {}", name, lost.takeUntold());
    }
  }

  private void failed(IOException e) {
    int written = buffer.position();
    if (written > 0) {
      torn = buffer.get(written - 1) != '\n';
    }
    while (buffer.hasRemaining()) {
      if (buffer.get() == '\n') {
        lost.add(1);
      }
    }
    closeFile();
    if (!failing) {
      failing = true;
      LOG.warn("The log {} cannot be written, its lines are dropped: {}", name, reason(e));
    }
  }

  private FileChannel opened() throws IOException {
    FileChannel known = channel;
    if (known != null && !isMoved()) {
      return known;
    }
    if (path == null) {
      throw new IOException("it is closed");
    }
    closeFile();
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    channel = file;
    identity = identity(path);
    lookedAt = System.nanoTime();
    return file;
  }

  private boolean isMoved() throws IOException {
    long now = System.nanoTime();
    if (path == null || now - lookedAt < LOOK_NANOS) {
      return false;
    }
    lookedAt = now;
    try {
      Object there = identity(path);
      return there != null && !there.equals(identity);
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /** Device and inode, where there is such a thing. */
  private static @Nullable Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException file && file.getReason() == null
        ? e.getClass().getSimpleName()
        : String.valueOf(e.getMessage());
  }

  /** Appends what has been collected and closes the file; a later flush opens it again. */
  @Override
  public void close() {
    flush();
    closeFile();
  }

  private void closeFile() {
    FileChannel open = channel;
    if (path == null || open == null) {
      return;
    }
    channel = null;
    try {
      open.close();
    } catch (IOException e) {
      LOG.debug("closing {} failed", name, e);
    }
  }
}
