package io.weir.plugin.acme.store;

import io.weir.api.certificate.CertificateStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Locks on files, held by one thread of one process. The system frees them when the process dies.
 *
 * <p>One object serves all stores of the plugin. The system's locks belong to the process, and
 * closing any channel on a file frees them; so a file is opened by no thread but the one that has
 * its semaphore.
 */
final class FileLocks {
  private static final long PAUSE_MILLIS = 50;

  private final ConcurrentMap<Path, Semaphore> inProcess = new ConcurrentHashMap<>();

  /**
   * Takes the lock; waits for it.
   *
   * @param file made if it is not there, and left there: one that is deleted could be locked twice
   */
  CertificateStore.Lock take(Path file) throws IOException, InterruptedException {
    Semaphore own =
        inProcess.computeIfAbsent(file.toAbsolutePath().normalize(), _ -> new Semaphore(1));
    own.acquire();
    try {
      return new Held(locked(file), own);
    } catch (Throwable e) {
      own.release();
      throw e;
    }
  }

  private static FileChannel locked(Path file) throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            FileStore.PRIVATE_FILE);
    try {
      while (tryLock(channel) == null) {
        Thread.sleep(PAUSE_MILLIS);
      }
      return channel;
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      // By another plugin in this process that has the same folder.
      return null;
    }
  }

  /** A lock; closing the channel frees it. */
  private static final class Held implements CertificateStore.Lock {
    private final FileChannel channel;
    private final Semaphore own;
    private final AtomicBoolean closed = new AtomicBoolean();

    Held(FileChannel channel, Semaphore own) {
      this.channel = channel;
      this.own = own;
    }

    @Override
    public boolean isHeld() {
      return !closed.get();
    }

    @Override
    public void close() throws IOException {
      if (closed.compareAndSet(false, true)) {
        try {
          channel.close();
        } finally {
          own.release();
        }
      }
    }
  }
}
