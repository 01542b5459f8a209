package com.example.encrypted;

import io.weir.api.certificate.CertificateStore.Lock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Locks on files. The system frees one when the process that holds it dies, so no lease is needed;
 * but it knows processes alone, so that inside of one the stores take turns first.
 */
final class FileLocks {
  private final Map<Path, Semaphore> turns = new ConcurrentHashMap<>();

  Lock take(Path file) throws IOException, InterruptedException {
    Semaphore turn = turns.computeIfAbsent(file.toAbsolutePath(), _ -> new Semaphore(1));
    turn.acquire();
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        // Waits; an interrupt ends that.
        channel.lock();
        return freeing(channel, turn);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      turn.release();
      throw e;
    }
  }

  private static Lock freeing(FileChannel channel, Semaphore turn) {
    AtomicBoolean closed = new AtomicBoolean();
    return () -> {
      if (closed.compareAndSet(false, true)) {
        try {
          channel.close();
        } finally {
          turn.release();
        }
      }
    };
  }
}
